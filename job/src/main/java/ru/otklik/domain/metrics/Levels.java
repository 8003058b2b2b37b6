package ru.otklik.domain.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** How many incidents of a municipality are open and overdue: now, and at the end of each recent local day. */
public final class Levels {
    /*
     * What closes a day is what there is now less the steps of later days. A period refuses steps stamped at or after
     * its horizon; since a step counts for the periods that end after max(date, stamp - horizon), it is booked on the
     * day of that instant and no period needs a level of its own.
     */
    /** A day after every day that steps are booked on. */
    public static final int NOW = Integer.MAX_VALUE - 1;

    private static final int OPEN = 0;
    private static final int OVERDUE = 1;

    /** Of one source and authority. */
    private static final class Cell {
        private final long[] now = new long[2];
        private final TreeMap<Integer, long[]> steps = new TreeMap<>();
        /** The steps of the day that was booked last. */
        private long @Nullable [] last;

        private int lastDay;

        private long closing(int level, int day) {
            long closing = now[level];
            if (!steps.isEmpty() && steps.lastKey() > day) {
                for (long[] later : steps.tailMap(day, false).values()) {
                    closing -= later[level];
                }
            }
            return closing;
        }
    }

    /** Takes the level of one authority and source. */
    interface Visitor {
        void visit(int authority, Source source, long open, long overdue);
    }

    private final Map<Integer, Cell> cells = new HashMap<>();

    /** A level at an instant: incidents open and overdue. */
    public record Level(long open, long overdue) {}

    /** Books a step of a level on a local day. */
    public void add(long head, int day) {
        int code = Entry.code(head);
        int level = code >= FactKind.OVERDUE_FROM.ordinal() ? OVERDUE : OPEN;
        boolean up = code == FactKind.OPEN_FROM.ordinal() || code == FactKind.OVERDUE_FROM.ordinal();
        int step = (up ? 1 : -1) * Entry.sign(head);
        Cell cell = cells.computeIfAbsent(
                Entry.authority(head) * 2 + Entry.source(head).ordinal(), key -> new Cell());
        cell.now[level] += step;
        if (cell.last == null || cell.lastDay != day) {
            cell.last = cell.steps.computeIfAbsent(day, key -> new long[2]);
            cell.lastDay = day;
        }
        cell.last[level] += step;
    }

    /** The level after all steps that were booked. */
    public Level now(@Nullable Source source) {
        return closing(source, NOW);
    }

    /** The level at the end of a local day within the horizon. */
    public Level closing(@Nullable Source source, int day) {
        long open = 0;
        long overdue = 0;
        for (Map.Entry<Integer, Cell> entry : cells.entrySet()) {
            if (source != null && (entry.getKey() & 1) != source.ordinal()) {
                continue;
            }
            Cell cell = entry.getValue();
            open += cell.closing(OPEN, day);
            overdue += cell.closing(OVERDUE, day);
        }
        return new Level(open, overdue);
    }

    /** Hands out the level of every authority and source at the end of a local day within the horizon. */
    void visit(int day, Visitor visitor) {
        cells.forEach((key, cell) -> visitor.visit(
                key >> 1,
                (key & 1) == 0 ? Source.INCIDENT_MANAGEMENT : Source.POS,
                cell.closing(OPEN, day),
                cell.closing(OVERDUE, day)));
    }

    /** Forgets on which day steps of long ago were booked; the level now keeps them. */
    public void forgetBefore(int day) {
        for (Cell cell : cells.values()) {
            cell.last = null;
            cell.steps.headMap(day).clear();
        }
    }

    public void pack(ByteWriter out) {
        cells.forEach((key, cell) -> {
            out.putVarLong(key);
            out.putSignedVarLong(cell.now[OPEN]);
            out.putSignedVarLong(cell.now[OVERDUE]);
            out.putVarLong(cell.steps.size());
            cell.steps.forEach((day, steps) -> {
                out.putSignedVarLong(day);
                out.putSignedVarLong(steps[OPEN]);
                out.putSignedVarLong(steps[OVERDUE]);
            });
        });
    }

    public void unpack(ByteReader in) {
        while (in.hasMore()) {
            Cell cell = new Cell();
            cells.put(in.takeVarInt(), cell);
            cell.now[OPEN] = in.takeSignedVarLong();
            cell.now[OVERDUE] = in.takeSignedVarLong();
            int steps = in.takeVarInt();
            for (int i = 0; i < steps; i++) {
                int day = (int) in.takeSignedVarLong();
                cell.steps.put(day, new long[] {in.takeSignedVarLong(), in.takeSignedVarLong()});
            }
        }
    }
}
