package ru.otklik.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import ru.otklik.console.Failure;

/** A file system in memory where checkpoints are written, small enough to be filled; only the superuser may mount one. */
final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "256m";

    private final Path folder;
    private final String refused;

    private SmallDisk(Path folder, String refused) {
        this.folder = folder;
        this.refused = refused;
    }

    /** Mounts it over an empty folder, if that is allowed. */
    static SmallDisk over(Path folder) {
        return new SmallDisk(
                folder, run(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "otklik-chaos", folder.toString())));
    }

    /** Unmounts what a run that was killed has left over a folder; does nothing if there is nothing. */
    static void release(Path folder) {
        if (Files.isDirectory(folder)) {
            run(List.of("umount", "-l", folder.toString()));
        }
    }

    /** Why there is none; empty if there is one. */
    Optional<String> whyNot() {
        return refused.isEmpty() ? Optional.empty() : Optional.of("no file system can be mounted: " + refused);
    }

    /** Leaves no space on it for a while. */
    void fill(Duration length) {
        Path ballast = folder.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            Pause.of(length);
        } finally {
            delete(ballast);
        }
    }

    @Override
    public void close() {
        if (refused.isEmpty()) {
            release(folder);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Failure("the disk cannot be freed: " + Failure.because(e), e);
        }
    }

    /** Returns what a command complained of; nothing if it worked. */
    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            boolean worked = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            return worked ? "" : said.isBlank() ? "no reason given" : said.strip();
        } catch (IOException e) {
            return Failure.because(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }
}
