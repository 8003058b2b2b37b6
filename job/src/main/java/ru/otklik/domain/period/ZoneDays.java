package ru.otklik.domain.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Local dates of one zone as numbers, for the hot path: which day an instant is in, and where a day begins. */
public final class ZoneDays {
    /*
     * Starts of days are looked up in a table over the years that data can plausibly have; java.time answers for the
     * rest. A local day begins at the first instant with that local date, whatever the zone does at midnight.
     */
    private static final int FIRST = (int) LocalDate.of(1995, 1, 1).toEpochDay();
    private static final int LAST = (int) LocalDate.of(2085, 1, 1).toEpochDay();
    private static final long DAY_MILLIS = 86_400_000L;

    private static final Map<ZoneId, ZoneDays> SHARED = new ConcurrentHashMap<>();

    private final ZoneId zone;
    private final long[] starts = new long[LAST - FIRST + 1];

    private ZoneDays(ZoneId zone) {
        this.zone = zone;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = computeStart(FIRST + i);
        }
    }

    /** The table of a zone; built once. */
    public static ZoneDays of(ZoneId zone) {
        return SHARED.computeIfAbsent(zone, ZoneDays::new);
    }

    public ZoneId zone() {
        return zone;
    }

    /** Epoch day of the local date at an instant. */
    public int dayOf(long epochMillis) {
        int day = (int) Math.floorDiv(epochMillis, DAY_MILLIS);
        if (day <= FIRST || day >= LAST - 1) {
            return (int)
                    Instant.ofEpochMilli(epochMillis).atZone(zone).toLocalDate().toEpochDay();
        }
        int index = day - FIRST;
        if (epochMillis < starts[index]) {
            return day - 1;
        }
        return epochMillis < starts[index + 1] ? day : day + 1;
    }

    /** First instant of a local date, epoch milliseconds. */
    public long startOf(int epochDay) {
        return epochDay < FIRST || epochDay > LAST ? computeStart(epochDay) : starts[epochDay - FIRST];
    }

    /** Index of the period of a kind that contains a local date. */
    public static int indexOf(CalendarKind kind, int epochDay) {
        return kind == CalendarKind.DAY ? epochDay : Months.indexOf(kind, epochDay);
    }

    /** First epoch day of a period. */
    public static int firstDay(CalendarKind kind, int index) {
        return kind == CalendarKind.DAY ? index : (int) kind.firstDay(index).toEpochDay();
    }

    /** First instant of a period, epoch milliseconds. */
    public long start(CalendarKind kind, int index) {
        return startOf(firstDay(kind, index));
    }

    /** First instant after a period, epoch milliseconds. */
    public long end(CalendarKind kind, int index) {
        return startOf(firstDay(kind, index + 1));
    }

    private long computeStart(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** Month of each day, for all zones. */
    private static final class Months {
        private static final int[] MONTH = new int[LAST - FIRST + 1];

        static {
            for (int i = 0; i < MONTH.length; i++) {
                MONTH[i] = CalendarKind.MONTH.indexOf(LocalDate.ofEpochDay(FIRST + i));
            }
        }

        static int indexOf(CalendarKind kind, int epochDay) {
            int month = epochDay < FIRST || epochDay > LAST
                    ? CalendarKind.MONTH.indexOf(LocalDate.ofEpochDay(epochDay))
                    : MONTH[epochDay - FIRST];
            return switch (kind) {
                case DAY -> epochDay;
                case MONTH -> month;
                case QUARTER -> month / 3;
                case YEAR -> month / 12;
            };
        }
    }
}
