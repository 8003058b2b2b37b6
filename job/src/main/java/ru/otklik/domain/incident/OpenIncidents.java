package ru.otklik.domain.incident;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many incidents are open by the day on which they were opened: so the oldest is known without a walk through all.
 *
 * <p>No state: it is filled again from the incidents after a restart.
 */
public final class OpenIncidents {
    private static final long DAY = 86_400_000;

    private final TreeMap<Long, Integer> byDay = new TreeMap<>();

    /** Takes note that an incident is open since an instant, epoch milliseconds; {@link OpenSince#NOT_OPEN} is none. */
    public void add(long since) {
        count(since, 1);
    }

    /** Takes note that an incident that was open since an instant is forgotten. */
    public void remove(long since) {
        count(since, -1);
    }

    /** Takes note of what became of an incident. */
    public void take(OpenSince change) {
        if (change.before() != change.after()) {
            remove(change.before());
            add(change.after());
        }
    }

    private void count(long since, int step) {
        if (since != OpenSince.NOT_OPEN) {
            byDay.merge(Math.floorDiv(since, DAY), step, (old, more) -> old + more == 0 ? null : old + more);
        }
    }

    /** Beginning of the UTC day on which the oldest open incident was opened, epoch milliseconds; 0 if none is open. */
    public long oldestDay() {
        Map.Entry<Long, Integer> first = byDay.firstEntry();
        return first == null ? 0 : first.getKey() * DAY;
    }
}
