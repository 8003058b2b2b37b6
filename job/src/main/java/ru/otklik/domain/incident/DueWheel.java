package ru.otklik.domain.incident;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys of incidents whose held facts come due, by hour of event time: no timer for each incident, 8 bytes an entry.
 *
 * <p>An entry promises nothing: whoever is called looks at the incident, and enters it again if more is held. The wheel
 * is no state; it is filled again from the incidents after a restart.
 */
public final class DueWheel {
    private static final long HOUR = 3_600_000;

    /** Facts are released one to two hours before event time reaches them. */
    private static final int LEAD_HOURS = 2;

    private static final class Keys {
        private long[] values = new long[4];
        private int size;

        void add(long key) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = key;
        }
    }

    /** Slots of the hours from {@link #nextHour} on, the hour modulo their number: nearly two years. */
    private static final int SLOTS = 1 << 14;

    private final @Nullable Keys[] slots = new Keys[SLOTS];
    /** What has no slot: hours that were passed already, and those beyond the slots. */
    private final TreeMap<Long, Keys> others = new TreeMap<>();
    /** The first hour that was not called yet; before any event time every entry is one of the others. */
    private long nextHour = Long.MAX_VALUE;

    private long heldFrom = IncidentHistory.NOTHING_HELD;

    /** Facts dated from here on are held, epoch milliseconds; before any event time nothing is. */
    public long heldFrom() {
        return heldFrom;
    }

    /** Has a key called before event time reaches an instant; {@link IncidentHistory#NOTHING_HELD} for never. */
    public void enter(long key, long dueAt) {
        if (dueAt == IncidentHistory.NOTHING_HELD) {
            return;
        }
        long hour = Math.floorDiv(dueAt, HOUR);
        if (hour < nextHour || hour - nextHour >= SLOTS) {
            others.computeIfAbsent(hour, other -> new Keys()).add(key);
            return;
        }
        int slot = slotOf(hour);
        Keys keys = slots[slot];
        if (keys == null) {
            keys = new Keys();
            slots[slot] = keys;
        }
        keys.add(key);
    }

    private static int slotOf(long hour) {
        return (int) Math.floorMod(hour, (long) SLOTS);
    }

    /**
     * Turns with event time, and calls the keys whose time comes near; they may be entered again meanwhile.
     *
     * @param eventTime what event time is about to reach, epoch milliseconds
     */
    public void turn(long eventTime, LongConsumer due) {
        long toHour = Math.floorDiv(eventTime, HOUR) + LEAD_HOURS;
        if (heldFrom != IncidentHistory.NOTHING_HELD && toHour * HOUR <= heldFrom) {
            return;
        }
        heldFrom = toHour * HOUR;
        // However far time jumps, each slot is looked at once. A slot is used again only when its hour has been called.
        long slotsEnd = nextHour == Long.MAX_VALUE ? nextHour : Math.min(toHour, nextHour + SLOTS);
        while (nextHour < slotsEnd) {
            Keys keys = slots[slotOf(nextHour)];
            slots[slotOf(nextHour)] = null;
            nextHour++;
            call(keys, due);
        }
        nextHour = toHour;
        while (!others.isEmpty() && others.firstKey() < toHour) {
            call(others.pollFirstEntry().getValue(), due);
        }
    }

    private static void call(@Nullable Keys keys, LongConsumer due) {
        if (keys != null) {
            for (int i = 0; i < keys.size; i++) {
                due.accept(keys.values[i]);
            }
        }
    }
}
