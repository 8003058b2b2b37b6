package ru.otklik.domain.metrics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** Lines that arrived but whose stamp has not been passed yet, by minute of their stamp. */
public final class Pending {
    /** Takes lines out. */
    public interface Visitor {
        void visit(int municipality, long date, long stamp, long head, long payload);
    }

    public static final long MINUTE = 60_000;
    /** The stamp of what came before any event time. */
    private static final long BEGINNING = -1_000_000_000_000L;

    /** Four longs a line: municipality, date, head, payload. */
    private static final class Lines {
        private long[] values = new long[16];
        private int size;

        void add(long municipality, long date, long head, long payload) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = municipality;
            values[size++] = date;
            values[size++] = head;
            values[size++] = payload;
        }
    }

    private final TreeMap<Long, Lines> byMinute = new TreeMap<>();
    private final Set<Long> changedHours = new HashSet<>();

    static long minuteOf(long stamp) {
        return Math.max(BEGINNING, stamp == Long.MIN_VALUE ? BEGINNING : Math.floorDiv(stamp, MINUTE));
    }

    public void add(int municipality, long date, long stamp, long head, long payload) {
        long minute = minuteOf(stamp);
        byMinute.computeIfAbsent(minute, key -> new Lines()).add(municipality, date, head, payload);
        changedHours.add(hourOf(minute));
    }

    public boolean isEmpty() {
        return byMinute.isEmpty();
    }

    /** Start of the earliest stamp's minute, epoch milliseconds; only if there is one. */
    public long earliestStamp() {
        return byMinute.firstKey() * MINUTE;
    }

    /** Takes out all lines stamped before an instant that is a full minute. */
    public void takeBefore(long instant, Visitor visitor) {
        while (!byMinute.isEmpty() && byMinute.firstKey() * MINUTE < instant) {
            Map.Entry<Long, Lines> first = byMinute.pollFirstEntry();
            changedHours.add(hourOf(first.getKey()));
            visit(first.getKey(), first.getValue(), visitor);
        }
    }

    /** Shows all lines and keeps them. */
    public void visitAll(Visitor visitor) {
        byMinute.forEach((minute, lines) -> visit(minute, lines, visitor));
    }

    private static void visit(long minute, Lines lines, Visitor visitor) {
        for (int i = 0; i < lines.size; i += 4) {
            visitor.visit(
                    (int) lines.values[i],
                    lines.values[i + 1],
                    minute * MINUTE,
                    lines.values[i + 2],
                    lines.values[i + 3]);
        }
    }

    private static long hourOf(long minute) {
        return Math.floorDiv(minute, 60);
    }

    /** Takes note of the hours of stamps that changed since this was last called. */
    public Set<Long> takeChangedHours() {
        Set<Long> changed = new HashSet<>(changedHours);
        changedHours.clear();
        return changed;
    }

    /** Packs the lines stamped within an hour; false if there are none. */
    public boolean packHour(long hour, ByteWriter out) {
        Map<Long, Lines> minutes = byMinute.subMap(hour * 60, hour * 60 + 60);
        minutes.forEach((minute, lines) -> {
            out.putSignedVarLong(minute);
            out.putVarLong(lines.size / 4);
            for (int i = 0; i < lines.size; i += 4) {
                out.putVarLong(lines.values[i]);
                out.putSignedVarLong(lines.values[i + 1]);
                out.putLong(lines.values[i + 2]);
                out.putLong(lines.values[i + 3]);
            }
        });
        return !minutes.isEmpty();
    }

    public void unpackHour(ByteReader in) {
        while (in.hasMore()) {
            Lines lines = byMinute.computeIfAbsent(in.takeSignedVarLong(), key -> new Lines());
            int count = in.takeVarInt();
            for (int i = 0; i < count; i++) {
                lines.add(in.takeVarInt(), in.takeSignedVarLong(), in.takeLong(), in.takeLong());
            }
        }
    }
}
