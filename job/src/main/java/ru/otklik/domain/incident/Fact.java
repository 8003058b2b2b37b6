package ru.otklik.domain.incident;

import org.jspecify.annotations.Nullable;

/**
 * One dated consequence of an incident's events. What it shares with its incident (source, topic, channel, citizen) is
 * not repeated here.
 *
 * @param kind what it says
 * @param date event time, epoch milliseconds; a deadline that nothing has met yet lies in the future
 * @param municipality number of the municipality it belongs to, see {@code Municipality.number}
 * @param authority body it belongs to, null for the municipality's administration
 * @param elapsed milliseconds from the start of the stage for RESPONDED and RESOLVED, and for a RESPONDED that is told as
 *     COHORT_OUTCOME, else 0
 * @param detail working milliseconds for RESPONDED and RESOLVED, milliseconds left to the deadline for MET_RESPONSE,
 *     MET_RESOLUTION and MET_REWORK, 1 to 5 for RATED, the ordinal of the {@link AnomalyKind} for ANOMALY, of the kind of
 *     the outcome for COHORT_OUTCOME, else 0
 * @param registeredAt when its incident was registered, epoch milliseconds, if the municipality is the one that it was
 *     registered in and the kind an outcome, see {@link FactKind#isOutcome}; else {@link #NO_COHORT}
 */
public record Fact(
        FactKind kind,
        long date,
        int municipality,
        @Nullable String authority,
        long elapsed,
        long detail,
        long registeredAt) {
    /** Instead of a time of registration: figures by registration do not count the fact. */
    public static final long NO_COHORT = Long.MIN_VALUE;

    /** A fact that figures by registration do not count, or the registration itself. */
    public Fact(FactKind kind, long date, int municipality, @Nullable String authority, long elapsed, long detail) {
        this(kind, date, municipality, authority, elapsed, detail, NO_COHORT);
    }
}
