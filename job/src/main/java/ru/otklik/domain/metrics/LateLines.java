package ru.otklik.domain.metrics;

import java.util.ArrayList;
import java.util.List;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * Which lines of the log came after their time, and when: with them the log answers what a rolling window held at an
 * instant of the past, for the places on the board one length earlier.
 */
public final class LateLines {
    private record Late(long stamp, long date, long head, long payload) {}

    private final List<Late> lines = new ArrayList<>();
    private boolean changed;

    public void add(long stamp, long date, long head, long payload) {
        lines.add(new Late(stamp, date, head, payload));
        changed = true;
    }

    /** Takes away from a tally over [from, until) what was not known before {@code until}. */
    public void takeAway(long from, long until, Tally tally) {
        for (Late late : lines) {
            if (late.stamp() >= until && late.date() >= from && late.date() < until) {
                tally.add(late.head(), late.payload(), -1);
            }
        }
    }

    public void forgetStampedBefore(long stamp) {
        changed |= lines.removeIf(late -> late.stamp() < stamp);
    }

    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    public void pack(ByteWriter out) {
        for (Late late : lines) {
            out.putSignedVarLong(late.stamp());
            out.putSignedVarLong(late.date());
            out.putLong(late.head());
            out.putLong(late.payload());
        }
    }

    public void unpack(ByteReader in) {
        while (in.hasMore()) {
            lines.add(new Late(in.takeSignedVarLong(), in.takeSignedVarLong(), in.takeLong(), in.takeLong()));
        }
    }
}
