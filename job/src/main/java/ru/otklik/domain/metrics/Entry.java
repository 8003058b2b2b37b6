package ru.otklik.domain.metrics;

import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;

/**
 * One line of the log: a signed fact of one municipality as two longs.
 *
 * <p>The head orders lines by time: millisecond of the UTC day (27 bits), code (5), source (1), number of the authority
 * (29; 0 is the administration), sign (1 for taken back). The payload depends on the code.
 */
public final class Entry {
    /** Codes below are ordinals of {@link FactKind}; the payload of RESPONDED and RESOLVED is the elapsed time. */
    public static final int RESPONDED_WORKING = 21;

    public static final int RESOLVED_WORKING = 22;
    /** The payload is the citizen's token. */
    public static final int CITIZEN = 23;

    private static final int TIME_SHIFT = 36;
    private static final int CODE_SHIFT = 31;
    private static final int SOURCE_SHIFT = 30;
    private static final int AUTHORITY_MASK = (1 << 29) - 1;

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

    public static boolean isLevel(int code) {
        return code >= FactKind.OPEN_FROM.ordinal() && code <= FactKind.OVERDUE_UNTIL.ordinal();
    }

    static boolean hasPayload(int code) {
        return code == FactKind.REGISTERED.ordinal()
                || code == FactKind.RESPONDED.ordinal()
                || code == FactKind.RESOLVED.ordinal()
                || code == FactKind.RATED.ordinal()
                || code >= RESPONDED_WORKING;
    }
}
