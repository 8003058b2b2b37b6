package ru.otklik.traffic;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Progress;

/** Sends files as they are, merged by time. */
public final class FileSending {
    /** How far events may be out of order; event time stays this far behind what a partition has seen. */
    private static final Duration DISORDER = Duration.ofMinutes(1);

    private final TrafficSender sender;
    private final double rate;

    /**
     * A sending.
     *
     * @param rate events a second; 0 for as many as possible
     */
    public FileSending(TrafficSender sender, double rate) {
        this.sender = sender;
        this.rate = rate;
    }

    /**
     * Sends all events of the files.
     *
     * @param close event time to be reached in the end, or null to stop at the last event
     */
    public void send(List<Path> files, @Nullable Instant close, Progress progress) {
        long started = System.nanoTime();
        try (MergedFiles events = new MergedFiles(files)) {
            while (events.hasNext()) {
                FileEvent event = events.next();
                sender.send(event.topic(), event.key(), event.value(), event.at());
                progress.at(sender.sent(), "");
                pace(started);
            }
        }
        sender.beatGreatest();
        if (close != null) {
            sender.beat(close.plus(DISORDER).toEpochMilli());
        }
        sender.flush();
        progress.end(sender.sent());
    }

    private void pace(long started) {
        if (rate > 0) {
            long due = started + (long) (sender.sent() / rate * 1e9);
            long early = due - System.nanoTime();
            if (early > 1_000_000) {
                LockSupport.parkNanos(early);
            }
        }
    }
}
