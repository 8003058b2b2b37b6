package ru.otklik.console;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a condition with a deadline, and says what it last saw when the deadline passes. */
public final class Waiting {
    private static final long PAUSE_MILLIS = 100;

    /** One look at the condition. */
    @FunctionalInterface
    public interface Look<T> {
        /**
         * Looks once.
         *
         * @param seen takes what was seen, for the message of a passed deadline
         * @return what was waited for, or null if it is not there yet
         * @throws Failure if waiting longer is of no use
         */
        @Nullable
        T once(Consumer<String> seen) throws Exception;
    }

    private Waiting() {}

    /**
     * Looks again and again until there is a result.
     *
     * @param what what is waited for, as the end of "waited for ..."
     * @param patience how long at most
     * @param look one look; exceptions other than {@link Failure} count as "not yet"
     * @return the result of the last look
     */
    public static <T> T until(String what, Duration patience, Look<T> look) {
        long deadline = System.nanoTime() + patience.toNanos();
        String[] lastSeen = {"nothing"};
        while (true) {
            T result = look(look, seen -> lastSeen[0] = seen);
            if (result != null) {
                return result;
            }
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        "waited " + patience.toSeconds() + " s for " + what + " in vain; last seen: " + lastSeen[0]);
            }
            pause();
        }
    }

    private static <T> @Nullable T look(Look<T> look, Consumer<String> seen) {
        try {
            return look.once(seen);
        } catch (Failure hopeless) {
            throw hopeless;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } catch (Exception notYet) {
            seen.accept(Failure.because(notYet));
            return null;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }
}
