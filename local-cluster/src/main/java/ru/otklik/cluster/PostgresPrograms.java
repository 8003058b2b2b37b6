package ru.otklik.cluster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import ru.otklik.console.Failure;

/** The programs of PostgreSQL, unpacked once from the class path. */
final class PostgresPrograms {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int OWNER_EXECUTES = 0100;

    private PostgresPrograms() {}

    /** Unpacks the programs unless they are there, and returns their bin folder. */
    static Path unpack(Path folder) throws IOException {
        Path done = folder.resolve("unpacked");
        if (!Files.exists(done)) {
            ClusterHome.delete(folder);
            Files.createDirectories(folder);
            try (InputStream archive = PostgresPrograms.class.getResourceAsStream(ARCHIVE)) {
                if (archive == null) {
                    throw new Failure("no PostgreSQL programs for this machine on the class path: " + ARCHIVE
                            + " is missing; only Linux on x86-64 is supported");
                }
                unpack(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive))), folder);
            }
            Files.createFile(done);
        }
        return folder.resolve("bin");
    }

    private static void unpack(TarArchiveInputStream tar, Path folder) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = folder.resolve(entry.getName()).normalize();
            if (!path.startsWith(folder)) {
                throw new IOException("entry outside the folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                boolean executes = (entry.getMode() & OWNER_EXECUTES) != 0;
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(executes ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
