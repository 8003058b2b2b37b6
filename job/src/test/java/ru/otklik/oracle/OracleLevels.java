package ru.otklik.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Spans of time in which something holds; where they touch or overlap it holds once. */
final class OracleLevels {

    /** [from, to), epoch millis. */
    record Span(long from, long to) {}

    private final List<Span> spans = new ArrayList<>();

    void add(long from, long to) {
        if (from < to) {
            spans.add(new Span(from, to));
        }
    }

    List<Span> united() {
        List<Span> united = new ArrayList<>();
        for (Span next :
                spans.stream().sorted(Comparator.comparingLong(Span::from)).toList()) {
            Span last = united.isEmpty() ? null : united.get(united.size() - 1);
            if (last != null && next.from() <= last.to()) {
                united.set(united.size() - 1, new Span(last.from(), Math.max(last.to(), next.to())));
            } else {
                united.add(next);
            }
        }
        return united;
    }
}
