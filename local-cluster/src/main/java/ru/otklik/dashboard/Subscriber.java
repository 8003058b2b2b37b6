package ru.otklik.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What waits for one browser: of each board only its newest state, of alerts the last ones. So a slow browser costs a bounded
 * amount of memory and holds back nobody; what it missed it is told as a number.
 */
final class Subscriber {
    private static final int MOST_BOARDS = 300;
    private static final int MOST_ALERTS = 50;

    private final Predicate<LiveBoard.Key> wanted;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Map<LiveBoard.Key, String> boards = new LinkedHashMap<>();
    private final ArrayDeque<String> alerts = new ArrayDeque<>();
    private String pulse = "";
    private long missedAlerts;
    private boolean closed;

    Subscriber(Predicate<LiveBoard.Key> wanted) {
        this.wanted = wanted;
    }

    void offerBoard(LiveBoard.Key key, String message) {
        if (!wanted.test(key)) {
            return;
        }
        change(() -> {
            // A browser is shown a board again when its next state comes, so the oldest may go.
            if (boards.size() >= MOST_BOARDS && !boards.containsKey(key)) {
                boards.remove(boards.keySet().iterator().next());
            }
            boards.put(key, message);
        });
    }

    void offerAlert(String message) {
        change(() -> {
            if (alerts.size() >= MOST_ALERTS) {
                alerts.removeFirst();
                missedAlerts++;
            }
            alerts.addLast(message);
        });
    }

    void offerPulse(String message) {
        change(() -> pulse = message);
    }

    void close() {
        change(() -> closed = true);
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that waits, as events of the protocol; waits for something first, but not longer than asked. */
    List<String> take(long atMostMillis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(atMostMillis);
            while (isEmpty() && !closed && left > 0) {
                left = something.awaitNanos(left);
            }
            List<String> events = new ArrayList<>();
            boards.values().forEach(message -> events.add(event("board", message)));
            alerts.forEach(message -> events.add(event("alert", message)));
            if (missedAlerts > 0) {
                events.add(event("missed", Long.toString(missedAlerts)));
            }
            if (!pulse.isEmpty()) {
                events.add(event("pulse", pulse));
            }
            boards.clear();
            alerts.clear();
            missedAlerts = 0;
            pulse = "";
            return events;
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return boards.isEmpty() && alerts.isEmpty() && pulse.isEmpty() && missedAlerts == 0;
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
