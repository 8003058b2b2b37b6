package ru.otklik.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import ru.otklik.console.Failure;

/** The lines that a process adds to its log from now on, seen within milliseconds: Flink's REST answers are seconds old. */
final class LogWatch {
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Path log;
    private long position;
    private String unfinished = "";

    LogWatch(Path log) {
        this.log = log;
        try {
            position = Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new Failure("cannot read " + log + ": " + Failure.because(e), e);
        }
    }

    /**
     * Waits for a line.
     *
     * @param part what the line has in it
     * @param patience how long at most
     * @return whether the line came
     */
    boolean await(String part, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (hasCome(part)) {
                return true;
            }
            Pause.of(LOOK);
        }
        return false;
    }

    private boolean hasCome(String part) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] added = new byte[Math.toIntExact(Math.max(0, file.length() - position))];
            file.seek(position);
            file.readFully(added);
            position += added.length;
            String text = unfinished + new String(added, StandardCharsets.UTF_8);
            unfinished = text.substring(text.lastIndexOf('\n') + 1);
            return text.contains(part);
        } catch (IOException e) {
            throw new Failure("cannot read " + log + ": " + Failure.because(e), e);
        }
    }
}
