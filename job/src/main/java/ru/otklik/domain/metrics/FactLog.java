package ru.otklik.domain.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** All lines of one municipality that a window or a revision may still need, past and future, by UTC day. */
public final class FactLog {
    private static final long DAY = DayLog.DAY_MILLIS;

    private final Map<Integer, DayLog> days = new HashMap<>();
    /** Days that hold anything; empty ones are stepped over. */
    private final TreeSet<Integer> present = new TreeSet<>();

    /** The day that was added to last: most lines of a day come one after another. */
    private @Nullable DayLog last;

    private int lastDay;

    public void add(long date, long head, long payload) {
        int day = dayOf(date);
        DayLog log = day == lastDay ? last : null;
        if (log == null) {
            log = days.get(day);
            if (log == null) {
                log = new DayLog();
                put(day, log);
            }
            last = log;
            lastDay = day;
        }
        log.add(head, payload);
    }

    public static int dayOf(long date) {
        return (int) Math.floorDiv(date, DAY);
    }

    public static int millisOfDay(long date) {
        return (int) Math.floorMod(date, DAY);
    }

    public void put(int day, DayLog log) {
        days.put(day, log);
        present.add(day);
        last = null;
    }

    /** Visits lines dated from an instant (inclusive) to another (exclusive), in order. */
    public void visit(long from, long until, DayLog.Visitor visitor) {
        if (from >= until) {
            return;
        }
        int last = dayOf(until - 1);
        Integer day = present.ceiling(dayOf(from));
        while (day != null && day <= last) {
            long start = day * DAY;
            DayLog log = days.get(day);
            if (log != null) {
                log.visit(start, (int) Math.max(0, from - start), (int) Math.min(DAY, until - start), visitor);
            }
            day = present.higher(day);
        }
    }

    /** Forgets days before one, and leaves those up to another packed only; says which were forgotten. */
    public void age(int forgetBefore, int restBefore, IntConsumer forgotten) {
        while (!present.isEmpty() && present.first() < forgetBefore) {
            int day = present.first();
            present.remove(day);
            days.remove(day);
            last = null;
            forgotten.accept(day);
        }
        for (int day : present.headSet(restBefore)) {
            DayLog log = days.get(day);
            if (log != null) {
                log.rest();
            }
        }
    }

    /** Hands out the days that changed since they were saved last. */
    public void forEachUnsaved(BiConsumer<Integer, DayLog> consumer) {
        days.forEach((day, log) -> {
            if (!log.isSaved()) {
                consumer.accept(day, log);
            }
        });
    }
}
