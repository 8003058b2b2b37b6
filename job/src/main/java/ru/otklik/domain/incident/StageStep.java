package ru.otklik.domain.incident;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Norm;

/**
 * How one stage of an incident stands from an instant on, until the next step of the same stage.
 *
 * @param at epoch milliseconds; the end of the retention lies in the future
 * @param change whether the stage runs from then on, and if not, why
 * @param start start of the stage, epoch milliseconds
 * @param deadline last instant at which it is in time, epoch milliseconds; {@link #NO_DEADLINE} if no norm limits it
 * @param norm what the deadline follows from; null if an event set it, or there is none
 * @param municipality number of the municipality responsible then, see {@code Municipality.number}
 */
public record StageStep(
        long at,
        Change change,
        Stage stage,
        long start,
        long deadline,
        @Nullable Norm norm,
        int municipality) {
    /** A stage that no norm limits. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /** What a step says. The ordinal is kept in state. */
    public enum Change {
        /** The stage runs, from here on as the step says. */
        RUNS,
        /** An answer or a closing ended it, or its incident was abandoned. */
        ENDED,
        /** The incident was cancelled: there was nothing to answer. */
        WITHDRAWN
    }
}
