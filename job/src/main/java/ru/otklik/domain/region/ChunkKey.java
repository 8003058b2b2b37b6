package ru.otklik.domain.region;

/**
 * Names a piece of a region's state: a type, a municipality (0 for the region itself), and an index.
 *
 * <p>The ordinal of a type is kept in state: types are added at the end and never moved.
 */
public final class ChunkKey {
    /** What a chunk holds. */
    public enum Type {
        /** Instant reached, starts of series, words, hashes of boards. */
        REGION,
        /** Lines of one municipality and UTC day. */
        LOG,
        /** Figures of one municipality and calendar period. */
        TALLY,
        LEVELS,
        PUBLISHED,
        LATE_LINES,
        /** Lines that wait for their stamp, by hour of the stamp. */
        PENDING,
        /** Places on the boards of one calendar period. */
        PLACES,
        /** What was published of the region itself, or all of a district but its members. */
        SCOPE,
        /** What was published of one authority, by its number. */
        AUTHORITY,
        /** Figures of one region and calendar period, in the book of a district. */
        MEMBER,
        /** Figures of one region and rolling window, in the book of a district. */
        ROLLING_MEMBER,
        /** The newest snapshot of one quarter. */
        SNAPSHOTS,
        /** By which methodology each calendar period became FINAL. */
        METHODOLOGIES,
        /** What is laid to one calendar period of one municipality by registration and by due date. */
        ATTRIBUTION,
        /** Reports of the official pages of one municipality, by month. */
        PAGES,
        /** Alerts of municipalities, rules in force, and what waits to be watched. */
        ALERTS,
        /** Watched incidents by UTC day of their start. */
        WATCHED
    }

    private static final Type[] TYPES = Type.values();
    private static final int PERIOD_SHIFT = 2;

    private ChunkKey() {}

    static long of(Type type, int municipality, int index) {
        return (long) type.ordinal() << 56 | (long) municipality << 32 | (index & 0xFFFF_FFFFL);
    }

    static long ofPeriod(Type type, int municipality, MunicipalityBook.PeriodKey period) {
        return of(
                type,
                municipality,
                period.index() << PERIOD_SHIFT | period.kind().ordinal());
    }

    static Type type(long key) {
        return TYPES[(int) (key >>> 56)];
    }

    static int municipality(long key) {
        return (int) (key >>> 32) & 0xFF_FFFF;
    }

    static int index(long key) {
        return (int) key;
    }

    static MunicipalityBook.PeriodKey period(long key) {
        int index = index(key);
        return new MunicipalityBook.PeriodKey(
                ru.otklik.domain.period.CalendarKind.of(index & (1 << PERIOD_SHIFT) - 1), index >> PERIOD_SHIFT);
    }
}
