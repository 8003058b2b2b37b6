package ru.otklik.domain.metrics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** Lines that arrived but whose stamp has not been passed yet, by hour of their stamp, exact to its minute. */
public final class Pending {
    /** Takes lines out. */
    public interface Visitor {
        void visit(int municipality, long date, long stamp, long head, long payload);
    }

    public static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    /** The hour of the stamp of what came before any event time. */
    private static final long BEGINNING = -20_000_000_000L;

    /** Lines of one hour in order of arrival; four longs each: municipality and minute of the hour, date, head, payload. */
    private static final class Lines {
        private static final int MINUTE_BITS = 6;
        private static final int WIDTH = 4;

        private final long hour;
        private long[] values = new long[16];
        private int size;
        private long earliestDate = Long.MAX_VALUE;
        private int earliestMinute = 60;

        Lines(long hour) {
            this.hour = hour;
        }

        void add(long municipality, int minute, long date, long head, long payload) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size] = municipality << MINUTE_BITS | minute;
            values[size + 1] = date;
            values[size + 2] = head;
            values[size + 3] = payload;
            size += WIDTH;
            earliestDate = Math.min(earliestDate, date);
            earliestMinute = Math.min(earliestMinute, minute);
        }

        int minute(int at) {
            return (int) values[at] & (1 << MINUTE_BITS) - 1;
        }

        int municipality(int at) {
            return (int) (values[at] >> MINUTE_BITS);
        }

        void visit(int at, Visitor visitor) {
            long stamp = hour * HOUR + minute(at) * MINUTE;
            visitor.visit(municipality(at), values[at + 1], stamp, values[at + 2], values[at + 3]);
        }

        /** Hands out the lines of the minutes before one; the others stay in their order. */
        void takeBefore(int endMinute, Visitor visitor) {
            int taken = size;
            long[] before = values;
            values = new long[Math.max(16, size)];
            size = 0;
            earliestDate = Long.MAX_VALUE;
            earliestMinute = 60;
            Lines old = new Lines(hour);
            old.values = before;
            for (int at = 0; at < taken; at += WIDTH) {
                if (old.minute(at) < endMinute) {
                    old.visit(at, visitor);
                } else {
                    add(old.municipality(at), old.minute(at), before[at + 1], before[at + 2], before[at + 3]);
                }
            }
        }
    }

    private final TreeMap<Long, Lines> byHour = new TreeMap<>();
    private final Set<Long> changedHours = new HashSet<>();
    /** Hours that the last checkpoint holds. */
    private final Set<Long> savedHours = new HashSet<>();
    /** The hour that was added to last: most lines of an hour come one after another. */
    private @Nullable Lines last;

    public void add(int municipality, long date, long stamp, long head, long payload) {
        long hour = stamp == Long.MIN_VALUE ? BEGINNING : Math.floorDiv(stamp, HOUR);
        int minute = hour == BEGINNING ? 0 : (int) (Math.floorMod(stamp, HOUR) / MINUTE);
        linesOf(hour).add(municipality, minute, date, head, payload);
    }

    private Lines linesOf(long hour) {
        Lines lines = last;
        if (lines == null || lines.hour != hour) {
            lines = byHour.computeIfAbsent(hour, Lines::new);
            changedHours.add(hour);
            last = lines;
        }
        return lines;
    }

    public boolean isEmpty() {
        return byHour.isEmpty();
    }

    /** Start of the earliest stamp's minute, epoch milliseconds; only if there is one. */
    public long earliestStamp() {
        Lines first = byHour.firstEntry().getValue();
        return first.hour * HOUR + first.earliestMinute * MINUTE;
    }

    /**
     * The end of the earliest hour, epoch milliseconds, if none of its lines is dated before an instant; else the
     * instant that was given for that case. Only if there is a line.
     */
    public long endOfFirstHourIfDatedFrom(long date, long otherwise) {
        Lines first = byHour.firstEntry().getValue();
        return first.earliestDate >= date ? (first.hour + 1) * HOUR : otherwise;
    }

    /** Takes out all lines stamped before an instant that is a full minute. */
    public void takeBefore(long instant, Visitor visitor) {
        while (!byHour.isEmpty() && earliestStamp() < instant) {
            Lines first = byHour.firstEntry().getValue();
            last = null;
            changedHours.add(first.hour);
            if ((first.hour + 1) * HOUR <= instant) {
                byHour.pollFirstEntry();
                for (int at = 0; at < first.size; at += Lines.WIDTH) {
                    first.visit(at, visitor);
                }
            } else {
                first.takeBefore((int) ((instant - first.hour * HOUR) / MINUTE), visitor);
                if (first.size == 0) {
                    byHour.pollFirstEntry();
                }
            }
        }
    }

    /** Shows all lines and keeps them. */
    public void visitAll(Visitor visitor) {
        for (Lines lines : byHour.values()) {
            for (int at = 0; at < lines.size; at += Lines.WIDTH) {
                lines.visit(at, visitor);
            }
        }
    }

    /** Hours of stamps whose lines are others than at the last call; most have come and gone between two calls. */
    public Set<Long> takeChangedHours() {
        Set<Long> changed = new HashSet<>();
        for (long hour : changedHours) {
            if (byHour.containsKey(hour)) {
                savedHours.add(hour);
                changed.add(hour);
            } else if (savedHours.remove(hour)) {
                changed.add(hour);
            }
        }
        changedHours.clear();
        last = null;
        return changed;
    }

    /** Packs the lines stamped within an hour; false if there are none. */
    public boolean packHour(long hour, ByteWriter out) {
        Lines lines = byHour.get(hour);
        if (lines == null) {
            return false;
        }
        out.putSignedVarLong(hour);
        for (int at = 0; at < lines.size; at += Lines.WIDTH) {
            out.putVarLong(lines.values[at]);
            out.putSignedVarLong(lines.values[at + 1]);
            out.putLong(lines.values[at + 2]);
            out.putLong(lines.values[at + 3]);
        }
        return true;
    }

    public void unpackHour(ByteReader in) {
        long hour = in.takeSignedVarLong();
        Lines lines = new Lines(hour);
        byHour.put(hour, lines);
        savedHours.add(hour);
        while (in.hasMore()) {
            long owner = in.takeVarLong();
            int minute = (int) owner & (1 << Lines.MINUTE_BITS) - 1;
            lines.add(owner >> Lines.MINUTE_BITS, minute, in.takeSignedVarLong(), in.takeLong(), in.takeLong());
        }
    }
}
