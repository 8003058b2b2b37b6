package ru.otklik.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import ru.otklik.console.Failure;

/** Lets time pass: the length of an outage is itself what is tried, there is nothing to wait for instead. */
final class Pause {
    private Pause() {}

    static void of(Duration length) {
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }
}
