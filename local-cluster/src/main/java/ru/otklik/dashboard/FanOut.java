package ru.otklik.dashboard;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Hands what one reader of the topics reads to every browser that listens. */
final class FanOut {
    /** Two hundred browsers are the aim; each costs a thread that mostly waits. */
    private static final int MOST_SUBSCRIBERS = 400;

    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    /**
     * Adds a listener.
     *
     * @return null if there are too many
     */
    @Nullable
    Subscriber subscribe(Predicate<LiveBoard.Key> wanted) {
        if (subscribers.size() >= MOST_SUBSCRIBERS) {
            return null;
        }
        Subscriber subscriber = new Subscriber(wanted);
        subscribers.add(subscriber);
        return subscriber;
    }

    void leave(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    void toAll(Consumer<Subscriber> message) {
        subscribers.forEach(message);
    }

    int size() {
        return subscribers.size();
    }

    void close() {
        toAll(Subscriber::close);
        subscribers.clear();
    }
}
