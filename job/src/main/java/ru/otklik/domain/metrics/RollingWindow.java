package ru.otklik.domain.metrics;

import ru.otklik.domain.period.RollingKind;

/**
 * The figures of one municipality over [end - length, end), kept by adding what enters and subtracting what leaves.
 *
 * <p>A window is derived from the log and not part of the state: after a restart, or when nobody asked for a while, it
 * is filled again from the log.
 */
public final class RollingWindow {
    private final long lengthMillis;
    private Tally tally = new Tally();
    private long end = Long.MIN_VALUE;
    private boolean changed;

    public RollingWindow(RollingKind kind) {
        this.lengthMillis = kind.lengthMillis();
    }

    /** The figures at an end, which must not lie before the last one asked for. */
    public Tally at(long newEnd, FactLog log) {
        if (end == Long.MIN_VALUE || newEnd - lengthMillis >= end) {
            tally = new Tally();
            changed = true;
            log.visit(newEnd - lengthMillis, newEnd, (date, head, payload) -> add(head, payload, 1));
        } else {
            log.visit(end, newEnd, (date, head, payload) -> add(head, payload, 1));
            log.visit(end - lengthMillis, newEnd - lengthMillis, (date, head, payload) -> add(head, payload, -1));
        }
        end = newEnd;
        return tally;
    }

    private void add(long head, long payload, int sign) {
        tally.add(head, payload, sign);
        changed = true;
    }

    /** Takes in a line that came after its time, if its time is still in the window; the log has it already. */
    public void addLate(long date, long head, long payload) {
        if (end != Long.MIN_VALUE && date < end && date >= end - lengthMillis) {
            add(head, payload, 1);
        }
    }

    /** Whether the figures may be others than when this was last asked. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }
}
