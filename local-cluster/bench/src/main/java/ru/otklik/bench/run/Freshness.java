package ru.otklik.bench.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long events wait for the first board that holds them: of their region, as of their time or later. Boards are seen
 * by one thread, events come from another.
 */
final class Freshness {
    /** Events of a region that no board holds yet, in order of time: epoch milliseconds, negative if not measured. */
    private final Map<String, ArrayDeque<Long>> waiting = new ConcurrentHashMap<>();

    private long[] micros = new long[1 << 16];
    private int measured;
    private long boards;
    private volatile long newest = Long.MIN_VALUE;

    /**
     * Takes note of an event; times of a region must not fall.
     *
     * @param occurredAt epoch milliseconds; also when it was due to be appended
     */
    void sent(String region, long occurredAt, boolean isMeasured) {
        ArrayDeque<Long> queue = waiting.computeIfAbsent(region, key -> new ArrayDeque<>());
        synchronized (queue) {
            queue.add(isMeasured ? occurredAt : -occurredAt);
        }
    }

    /**
     * Takes note of a board.
     *
     * @param eventTime of its newest event, epoch milliseconds
     */
    void seen(String region, long eventTime) {
        boards++;
        newest = Math.max(newest, eventTime);
        ArrayDeque<Long> queue = waiting.get(region);
        if (queue == null) {
            return;
        }
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        synchronized (queue) {
            while (!queue.isEmpty() && Math.abs(queue.element()) <= eventTime) {
                long occurredAt = queue.remove();
                if (occurredAt > 0) {
                    add(now - occurredAt * 1000);
                }
            }
        }
    }

    private void add(long latencyMicros) {
        if (measured == micros.length) {
            micros = Arrays.copyOf(micros, measured * 2);
        }
        micros[measured++] = latencyMicros;
    }

    /** Event time of the newest board, epoch milliseconds. */
    long newest() {
        return newest;
    }

    /** Measured events that no board holds yet. */
    long unseen() {
        long unseen = 0;
        for (ArrayDeque<Long> queue : waiting.values()) {
            synchronized (queue) {
                unseen += queue.stream().filter(occurredAt -> occurredAt > 0).count();
            }
        }
        return unseen;
    }

    long boards() {
        return boards;
    }

    /**
     * Adds the figures: medians and tails in microseconds, -1 if nothing was seen.
     *
     * @param prefix of their names
     */
    void tell(Outcome outcome, String prefix) {
        long[] sorted = Arrays.copyOf(micros, measured);
        Arrays.sort(sorted);
        outcome.with(prefix + "P50Micros", quantile(sorted, 0.5))
                .with(prefix + "P99Micros", quantile(sorted, 0.99))
                .with(prefix + "MaxMicros", quantile(sorted, 1))
                .with(prefix + "Seen", measured)
                .with(prefix + "Unseen", unseen());
    }

    /** The smallest value that a share of all values does not exceed. */
    static long quantile(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }
}
