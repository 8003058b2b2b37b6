package ru.otklik.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import ru.otklik.console.Failure;

/**
 * The folder that holds everything a local cluster keeps: data, settings, secrets, logs.
 *
 * @param root the folder, absolute
 */
public record ClusterHome(Path root) {
    private static final int SECRET_BYTES = 32;

    public ClusterHome {
        root = root.toAbsolutePath().normalize();
    }

    /** The folder named by OTKLIK_HOME, or .otklik in the given project folder. */
    public static ClusterHome of(Path project) {
        String named = System.getenv("OTKLIK_HOME");
        return new ClusterHome(named == null || named.isBlank() ? project.resolve(".otklik") : Path.of(named));
    }

    public Path state() {
        return root.resolve("state.json");
    }

    public Path lock() {
        return root.resolve("lock");
    }

    public Path log(String process) {
        return folder("logs").resolve(process + ".log");
    }

    public Path kafka() {
        return folder("kafka");
    }

    public Path postgres() {
        return folder("postgres");
    }

    public Path flink() {
        return folder("flink");
    }

    /** Settings of the dispatcher of alerts; there is none to start without them. They outlive {@link #clear}. */
    public Path dispatchSettings() {
        return root.resolve("dispatch.json");
    }

    public Path checkpoints() {
        return folder("flink/checkpoints");
    }

    /** What a JobManager needs to bring jobs back by itself: their graphs and jars, and metadata of checkpoints. */
    Path highAvailability() {
        return folder("flink/high-availability");
    }

    public Path savepoints() {
        return folder("flink/savepoints");
    }

    /** A secret of 256 bits in hexadecimal, made at its first use, readable by its owner only. */
    public Path secret(String name) {
        Path file = folder("secrets").resolve(name);
        if (!Files.exists(file)) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            writePrivately(file, HexFormat.of().formatHex(secret));
        }
        return file;
    }

    public String secretText(String name) {
        try {
            return Files.readString(secret(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all data; the unpacked database programs stay. */
    public void clear() {
        for (String part : List.of("state.json", "logs", "kafka", "postgres/data", "zookeeper", "flink", "secrets")) {
            delete(root.resolve(part));
        }
    }

    /** Removes a file or a folder with all that is in it. */
    public static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new Failure("cannot remove " + path + ": " + Failure.because(e), e);
        }
    }

    static void writePrivately(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder(String name) {
        Path folder = root.resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure("cannot create the folder " + folder + ": " + Failure.because(e), e);
        }
    }
}
