package ru.otklik.domain.metrics;

import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;

/**
 * One line of the log: a signed fact of one municipality as two longs.
 *
 * <p>The head orders lines by time: millisecond of the UTC day (27 bits), code (5), source (1), number of the authority
 * (29; 0 is the administration), sign (1 for taken back). The payload depends on the code. That of an outcome has two
 * parts: above, how many months before its date its incident was registered, plus one, or 0 if figures by registration
 * do not count it; below (48 bits), of RESPONDED and RESOLVED the elapsed time, of a stage that was met how many months
 * after its date the deadline lies.
 */
public final class Entry {
    /** Codes below are ordinals of {@link FactKind}. */
    public static final int RESPONDED_WORKING = 22;

    public static final int RESOLVED_WORKING = 23;
    /** The payload is the citizen's token. */
    public static final int CITIZEN = 24;

    /** An outcome further than this from the registration is in no cohort: no horizon reaches there. 83 years. */
    public static final int MOST_MONTHS = 1000;

    private static final int TIME_SHIFT = 36;
    private static final int CODE_SHIFT = 31;
    private static final int SOURCE_SHIFT = 30;
    private static final int AUTHORITY_MASK = (1 << 29) - 1;
    private static final int COHORT_SHIFT = 48;
    private static final long FIGURE_MASK = (1L << COHORT_SHIFT) - 1;
    private static final int KIND_BITS = 5;

    /** By code, whether it is an outcome. */
    private static final int OUTCOMES = outcomes();

    private Entry() {}

    public static long head(int millisOfDay, int code, Source source, int authority, int sign) {
        return (long) millisOfDay << TIME_SHIFT
                | (long) code << CODE_SHIFT
                | (long) source.ordinal() << SOURCE_SHIFT
                | (long) authority << 1
                | (sign < 0 ? 1 : 0);
    }

    static int millisOfDay(long head) {
        return (int) (head >>> TIME_SHIFT);
    }

    /** The smallest head at a millisecond of the day. */
    static long firstHead(int millisOfDay) {
        return (long) millisOfDay << TIME_SHIFT;
    }

    public static int code(long head) {
        return (int) (head >>> CODE_SHIFT) & 0x1F;
    }

    public static Source source(long head) {
        return (head >>> SOURCE_SHIFT & 1) == 0 ? Source.INCIDENT_MANAGEMENT : Source.POS;
    }

    public static int authority(long head) {
        return (int) (head >>> 1) & AUTHORITY_MASK;
    }

    public static int sign(long head) {
        return (head & 1) == 0 ? 1 : -1;
    }

    /** Numbers of topic and channel; channel 0 stands for none. */
    public static long registeredPayload(int topic, int channel) {
        return (long) topic << 32 | channel;
    }

    static int topic(long payload) {
        return (int) (payload >>> 32);
    }

    static int channel(long payload) {
        return (int) payload;
    }

    private static int outcomes() {
        int outcomes = 0;
        for (FactKind kind : FactKind.values()) {
            outcomes |= kind.isOutcome() ? 1 << kind.ordinal() : 0;
        }
        return outcomes;
    }

    /** Whether the payload is that of an outcome. */
    public static boolean isOutcome(int code) {
        return (OUTCOMES >>> code & 1) != 0;
    }

    /**
     * Payload of an outcome.
     *
     * @param monthsBack how many months before it its incident was registered; -1 if figures by registration do not
     *     count it
     */
    public static long outcomePayload(int monthsBack, long figure) {
        return (monthsBack > MOST_MONTHS ? 0L : monthsBack + 1L) << COHORT_SHIFT | figure;
    }

    /** How many months before an outcome its incident was registered; -1 if figures by registration do not count it. */
    public static int monthsBack(long payload) {
        return (int) (payload >>> COHORT_SHIFT) - 1;
    }

    /** The lower part of an outcome's payload. */
    public static long figure(long payload) {
        return payload & FIGURE_MASK;
    }

    /** The lower part of the payload of a COHORT_OUTCOME; its elapsed time has 43 bits, 278 years. */
    public static long outcomeElsewhere(int kind, long elapsed) {
        return elapsed << KIND_BITS | kind;
    }

    /** Ordinal of the kind of an outcome elsewhere. */
    public static int kindElsewhere(long figure) {
        return (int) figure & (1 << KIND_BITS) - 1;
    }

    /** Elapsed time of an outcome elsewhere, milliseconds. */
    public static long elapsedElsewhere(long figure) {
        return figure >>> KIND_BITS;
    }

    /** Whether figures by outcome count a line: not steps of levels, nor what happened elsewhere. */
    static boolean isCounted(int code) {
        return !isLevel(code) && code != FactKind.COHORT_OUTCOME.ordinal();
    }

    /** Whether a line tells a cohort what happened in another municipality, whose own lines say the same. */
    public static boolean isToldElsewhere(long head) {
        return code(head) == FactKind.COHORT_OUTCOME.ordinal();
    }

    public static boolean isLevel(int code) {
        return code >= FactKind.OPEN_FROM.ordinal() && code <= FactKind.OVERDUE_UNTIL.ordinal();
    }

    /** Whether there is more to a payload than the cohort of an outcome. */
    static boolean hasFigure(int code) {
        return code == FactKind.RESPONDED.ordinal()
                || code == FactKind.RESOLVED.ordinal()
                || (code >= FactKind.MET_RESPONSE.ordinal() && code <= FactKind.MET_REWORK.ordinal())
                || code == FactKind.RATED.ordinal()
                || code >= FactKind.COHORT_OUTCOME.ordinal();
    }
}
