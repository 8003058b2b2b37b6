package ru.otklik.traffic;

import java.time.Duration;

/**
 * How far delivery differs from what happened.
 *
 * @param duplicates probability that an event is delivered twice
 * @param disorder longest usual delay of an event; each is delayed by a uniform part of it
 * @param late probability that an event is delayed by up to three days instead
 * @param broken broken records for each event
 */
public record Disturbance(double duplicates, Duration disorder, double late, double broken) {
    /** Every event once, at its time. */
    public static final Disturbance NONE = new Disturbance(0, Duration.ZERO, 0, 0);

    private static final long LATEST_MILLIS = Duration.ofDays(3).toMillis();

    boolean isNone() {
        return equals(NONE);
    }

    long delayMillis(Chance chance) {
        return chance.happens(late)
                ? chance.between(LATEST_MILLIS / 100, LATEST_MILLIS)
                : chance.between(0, disorder.toMillis() + 1);
    }
}
