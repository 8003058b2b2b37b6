package ru.otklik.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a target is doing.
 *
 * @param at when this was written
 * @param delivered records taken since the process began
 * @param failed tries that failed since then
 * @param unreadable records of the topic that are no alerts, since then
 * @param waiting records read and not yet taken
 * @param firing alerts that an Alertmanager believes to fire
 * @param failuresInARow failed tries since the last one that was taken
 * @param failingSince when the first of them was; null if there are none
 * @param waitingSince when the record that waits longest was read; null if none waits
 * @param fault what failed last, while it still fails; null if nothing does
 */
record TargetStatus(
        String name,
        Instant at,
        long delivered,
        long failed,
        long unreadable,
        int waiting,
        int firing,
        int failuresInARow,
        @Nullable Instant failingSince,
        @Nullable Instant waitingSince,
        @Nullable String fault) {
    /** A target that takes nothing, or a thread that says nothing, for longer than this is not well. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    boolean isWell(Instant now) {
        Instant patient = now.minus(PATIENCE);
        return !at.isBefore(patient) && isAfter(failingSince, patient) && isAfter(waitingSince, patient);
    }

    private static boolean isAfter(@Nullable Instant time, Instant bound) {
        return time == null || time.isAfter(bound);
    }
}
