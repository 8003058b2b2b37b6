package ru.otklik.dispatch;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a target has still to be told: a queue for each alert, of which only the head is told. So the records of an alert keep
 * their order, and one that the target refuses holds back only those of its own alert.
 *
 * <p>Knows no clock: times are milliseconds of any one that does not go back.
 */
final class Backlog {

    /** One record that waits. */
    static final class Waiting {
        private final Notice notice;
        private final long order;
        private final long sinceMillis;
        private int failures;
        private long dueMillis;

        private Waiting(Notice notice, long order, long nowMillis) {
            this.notice = notice;
            this.order = order;
            this.sinceMillis = nowMillis;
            this.dueMillis = nowMillis;
        }

        Notice notice() {
            return notice;
        }

        /** Failed tries so far. */
        int failures() {
            return failures;
        }

        /** When it was read. */
        long sinceMillis() {
            return sinceMillis;
        }
    }

    private static final Comparator<Waiting> BY_DUE =
            Comparator.<Waiting>comparingLong(waiting -> waiting.dueMillis).thenComparingLong(waiting -> waiting.order);

    private final Map<String, Deque<Waiting>> byAlert = new HashMap<>();
    private final TreeSet<Waiting> heads = new TreeSet<>(BY_DUE);
    private final Map<Integer, TreeSet<Long>> undelivered = new HashMap<>();
    private final Map<Integer, Long> next = new HashMap<>();
    private long added;
    private int size;

    /** Adds a record behind those of its alert. */
    void add(Notice notice, long nowMillis) {
        Waiting waiting = new Waiting(notice, added++, nowMillis);
        Deque<Waiting> queue = byAlert.computeIfAbsent(notice.alertId(), id -> new ArrayDeque<>());
        queue.add(waiting);
        if (queue.size() == 1) {
            heads.add(waiting);
        }
        undelivered
                .computeIfAbsent(notice.place().partition(), partition -> new TreeSet<>())
                .add(notice.place().offset());
        size++;
        passed(notice.place());
    }

    /** Notes that a record was read of which the target is told nothing. */
    void passed(Place place) {
        next.merge(place.partition(), place.offset() + 1, Math::max);
    }

    /** The head that is due and has waited longest; null if none is due. */
    @Nullable
    Waiting due(long nowMillis) {
        return heads.isEmpty() || heads.first().dueMillis > nowMillis ? null : heads.first();
    }

    /** When the next head is due; empty if nothing waits. */
    OptionalLong nextDueMillis() {
        return heads.isEmpty() ? OptionalLong.empty() : OptionalLong.of(heads.first().dueMillis);
    }

    /** The head was told: the next record of its alert takes its place. */
    void delivered(Waiting head) {
        heads.remove(head);
        Notice notice = head.notice();
        Deque<Waiting> queue = byAlert.getOrDefault(notice.alertId(), new ArrayDeque<>());
        queue.remove();
        if (queue.isEmpty()) {
            byAlert.remove(notice.alertId());
        } else {
            heads.add(queue.element());
        }
        undelivered
                .getOrDefault(notice.place().partition(), new TreeSet<>())
                .remove(notice.place().offset());
        size--;
    }

    /** The head was not taken: it is tried again then, and others of the same due time before it. */
    void failed(Waiting head, long dueMillis) {
        heads.remove(head);
        head.failures++;
        head.dueMillis = dueMillis;
        heads.add(head);
    }

    /** Where reading has to begin after a restart, by partition: at the first record that was not delivered. */
    SortedMap<Integer, Long> positions() {
        SortedMap<Integer, Long> positions = new TreeMap<>(next);
        undelivered.forEach((partition, offsets) -> {
            if (!offsets.isEmpty()) {
                positions.put(partition, offsets.first());
            }
        });
        return positions;
    }

    /** Whether a record of an alert waits. */
    boolean hasAny(String alertId) {
        return byAlert.containsKey(alertId);
    }

    /** Records that wait. */
    int size() {
        return size;
    }

    /** When the record that waits longest was read; empty if nothing waits. */
    OptionalLong oldestMillis() {
        return heads.stream().mapToLong(Waiting::sinceMillis).min();
    }

    /** The greatest number of failed tries of any record; 0 if none failed. */
    int mostFailures() {
        return heads.stream().mapToInt(Waiting::failures).max().orElse(0);
    }
}
