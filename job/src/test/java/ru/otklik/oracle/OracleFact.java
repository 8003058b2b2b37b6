package ru.otklik.oracle;

import org.jspecify.annotations.Nullable;

/**
 * One dated fact of a verdict.
 *
 * @param date epoch millis
 * @param authority null: the municipality's administration
 * @param elapsed millis from the stage's start, of RESPONDED and RESOLVED
 * @param working the same in working time
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

    boolean isLevel() {
        return kind == Kind.OPEN || kind == Kind.OVERDUE;
    }

    /** A fact sent or taken back ({@code sign} −1) by the event that had this stamp. */
    record Sent(OracleFact fact, int sign, long stamp, String incident) {}
}
