package ru.otklik.domain.incident;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

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

    private final TreeMap<Long, Keys> byHour = new TreeMap<>();
    private long heldFrom = IncidentHistory.NOTHING_HELD;

    /** Facts dated from here on are held, epoch milliseconds; before any event time nothing is. */
    public long heldFrom() {
        return heldFrom;
    }

    /** Has a key called before event time reaches an instant; {@link IncidentHistory#NOTHING_HELD} for never. */
    public void enter(long key, long dueAt) {
        if (dueAt != IncidentHistory.NOTHING_HELD) {
            byHour.computeIfAbsent(Math.floorDiv(dueAt, HOUR), hour -> new Keys())
                    .add(key);
        }
    }

    /**
     * Turns with event time, and calls the keys whose time comes near; they may be entered again meanwhile.
     *
     * @param eventTime what event time is about to reach, epoch milliseconds
     */
    public void turn(long eventTime, LongConsumer due) {
        long from = (Math.floorDiv(eventTime, HOUR) + LEAD_HOURS) * HOUR;
        if (heldFrom != IncidentHistory.NOTHING_HELD && from <= heldFrom) {
            return;
        }
        heldFrom = from;
        while (!byHour.isEmpty() && byHour.firstKey() * HOUR < from) {
            Map.Entry<Long, Keys> first = byHour.pollFirstEntry();
            Keys keys = first.getValue();
            for (int i = 0; i < keys.size; i++) {
                due.accept(keys.values[i]);
            }
        }
    }
}
