package ru.otklik.chaos;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a way treats what is sent on it. Of lost packets a TCP connection shows nothing but time: they are sent again, and what
 * was sent after them waits. That a sender slows down when packets are lost is left out.
 *
 * @param delay of each packet, on average
 * @param jitter by how much the delay is shorter or longer at most
 * @param loss probability that a packet is lost, from 0 to less than 1
 */
record Quality(Duration delay, Duration jitter, double loss) {
    static final Quality PERFECT = new Quality(Duration.ZERO, Duration.ZERO, 0);

    /** Payload of a packet on an Ethernet. */
    private static final int PACKET_BYTES = 1_448;
    /** After which a sender that hears nothing sends again, at the earliest. */
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(200);

    /**
     * How much later bytes arrive that were sent at once, nanoseconds. Lost packets come a round trip later, 200 ms at the
     * least, once for each time that they are lost.
     */
    long nanosFor(int bytes, RandomGenerator dice) {
        if (equals(PERFECT)) {
            return 0;
        }
        long shift = Math.round((2 * dice.nextDouble() - 1) * jitter.toNanos());
        long timeout = Math.max(LEAST_TIMEOUT.toNanos(), 2 * delay.toNanos());
        return delay.toNanos() + shift + timeout * mostLosses(bytes, dice);
    }

    private int mostLosses(int bytes, RandomGenerator dice) {
        int most = 0;
        for (int sent = 0; sent < bytes; sent += PACKET_BYTES) {
            int losses = 0;
            while (dice.nextDouble() < loss) {
                losses++;
            }
            most = Math.max(most, losses);
        }
        return most;
    }
}
