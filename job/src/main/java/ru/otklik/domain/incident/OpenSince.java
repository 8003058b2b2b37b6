package ru.otklik.domain.incident;

import java.util.List;

/**
 * Since when an incident is open, before and after something happened to it: epoch milliseconds of the first opening, or
 * {@link #NOT_OPEN}.
 *
 * <p>Told from what was sent. Before the first watermark after a start facts that lie ahead are sent, too, the end of the
 * retention among them: an incident that had its event just then counts as closed until its next one. Only a metric goes by
 * this.
 */
public record OpenSince(long before, long after) {
    /** Instead of an instant: the incident is not open. */
    public static final long NOT_OPEN = Long.MIN_VALUE;

    /** Nothing happened. */
    public static final OpenSince UNCHANGED = new OpenSince(NOT_OPEN, NOT_OPEN);

    /** By the facts that were sent; a reopened incident counts from its first opening, as the citizen waits since then. */
    static long of(List<Fact> sent) {
        int open = 0;
        long since = Long.MAX_VALUE;
        for (int i = 0; i < sent.size(); i++) {
            Fact fact = sent.get(i);
            if (fact.kind() == FactKind.OPEN_FROM) {
                open++;
                since = Math.min(since, fact.date());
            } else if (fact.kind() == FactKind.OPEN_UNTIL) {
                open--;
            }
        }
        return open > 0 ? since : NOT_OPEN;
    }
}
