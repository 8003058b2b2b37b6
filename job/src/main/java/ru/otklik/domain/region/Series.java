package ru.otklik.domain.region;

import java.util.Arrays;
import java.util.List;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.period.ZoneDays;

/** Since when a region has values: for each kind of period the first that held a fact known at its end. */
final class Series {
    private final List<RollingKind> rolling;
    private final int[] calendarStarts = new int[CalendarKind.values().length];
    private final long[] rollingStarts;

    Series(List<RollingKind> rolling) {
        this.rolling = rolling;
        this.rollingStarts = new long[rolling.size()];
        Arrays.fill(calendarStarts, Integer.MAX_VALUE);
        Arrays.fill(rollingStarts, Long.MAX_VALUE);
    }

    /** Takes note of a fact. */
    void note(long date, long stamp, ZoneDays days) {
        int day = days.dayOf(date);
        for (int kind = 0; kind < calendarStarts.length; kind++) {
            CalendarKind calendar = CalendarKind.of(kind);
            int index = ZoneDays.indexOf(calendar, day);
            if (index < calendarStarts[kind] && stamp < days.end(calendar, index)) {
                calendarStarts[kind] = index;
            }
        }
        for (int kind = 0; kind < rollingStarts.length; kind++) {
            long slide = rolling.get(kind).slideMillis();
            long first = MeasureRules.nextTick(Math.max(date, stamp), slide);
            if (first < rollingStarts[kind] && first - rolling.get(kind).lengthMillis() <= date) {
                rollingStarts[kind] = first;
            }
        }
    }

    boolean hasBegun(CalendarKind kind, int index) {
        return index >= calendarStarts[kind.ordinal()];
    }

    boolean hasBegun(int rollingKind, long end) {
        return end >= rollingStarts[rollingKind];
    }

    void pack(ByteWriter out) {
        for (int start : calendarStarts) {
            out.putSignedVarLong(start);
        }
        out.putVarLong(rollingStarts.length);
        for (long start : rollingStarts) {
            out.putSignedVarLong(start);
        }
    }

    void unpack(ByteReader in) {
        for (int i = 0; i < calendarStarts.length; i++) {
            calendarStarts[i] = (int) in.takeSignedVarLong();
        }
        int kept = in.takeVarInt();
        for (int i = 0; i < kept; i++) {
            long start = in.takeSignedVarLong();
            if (i < rollingStarts.length) {
                rollingStarts[i] = start;
            }
        }
    }
}
