package ru.otklik.dispatch;

import java.time.Duration;
import java.util.SplittableRandom;

/** Pauses that double with each failure, half of each left to chance so that targets and dispatchers do not march in step. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final long firstMillis;
    private final long longestMillis;
    private final SplittableRandom chance;

    /**
     * @param first pause after one failure, before chance
     * @param longest no pause is longer
     * @param seed of the chance
     */
    Backoff(Duration first, Duration longest, long seed) {
        firstMillis = first.toMillis();
        longestMillis = longest.toMillis();
        chance = new SplittableRandom(seed);
    }

    /**
     * The pause before the next try.
     *
     * @param failures in a row, from 1
     * @return milliseconds, between the half and the whole of min(longest, first · 2^(failures − 1))
     */
    long pauseMillis(int failures) {
        long whole = Math.min(longestMillis, firstMillis << Math.min(MOST_DOUBLINGS, failures - 1));
        return whole - chance.nextLong(whole / 2 + 1);
    }
}
