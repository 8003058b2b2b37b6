package ru.otklik.oracle;

import org.jspecify.annotations.Nullable;

/**
 * One dated fact of a verdict.
 *
 * @param date epoch millis
 * @param authority null: the municipality's administration
 * @param elapsed millis from the stage's start, of RESPONDED and RESOLVED
 * @param working the same in working time
 * @param registered when its incident was registered, of an outcome that is told where that was; else null
 * @param due the deadline of a stage that was met, else 0
 * @param step +1 or −1 of the levels OPEN and OVERDUE (entering, leaving); 1 of all others
 */
record OracleFact(
        Kind kind,
        @Nullable Stage stage,
        long date,
        String municipality,
        @Nullable String authority,
        String source,
        long elapsed,
        long working,
        int rating,
        @Nullable String topic,
        @Nullable String channel,
        @Nullable String citizen,
        @Nullable String anomaly,
        @Nullable Long registered,
        long due,
        int step) {

    enum Kind {
        REGISTERED,
        RESPONDED,
        RESOLVED,
        MET,
        MISSED,
        RETURNED,
        REOPENED,
        RATED,
        TRANSFERRED_OUT,
        TRANSFERRED_IN,
        CLOSED,
        CANCELLED,
        ANOMALY,
        OPEN,
        OVERDUE
    }

    enum Stage {
        RESPONSE,
        RESOLUTION,
        REWORK
    }

    /** Whether figures by registration count it, but for the registration itself. */
    boolean isOutcome() {
        return switch (kind) {
            case RESPONDED, RESOLVED, MET, MISSED, OPEN -> true;
            default -> false;
        };
    }

    OracleFact toldAt(String where, @Nullable Long since) {
        return new OracleFact(
                kind, stage, date, where, authority, source, elapsed, working, rating, topic, channel, citizen, anomaly,
                since, due, step);
    }

    boolean isLevel() {
        return kind == Kind.OPEN || kind == Kind.OVERDUE;
    }

    /** A fact sent or taken back ({@code sign} −1) by the event that had this stamp. */
    record Sent(OracleFact fact, int sign, long stamp, String incident) {}
}
