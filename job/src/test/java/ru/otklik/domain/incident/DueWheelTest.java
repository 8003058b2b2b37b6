package ru.otklik.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is entered is called once, before event time reaches the instant, and nobody much earlier. */
class DueWheelTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long START = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void callsEachEntryOnceInTime(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DueWheel wheel = new DueWheel();
        TreeMap<Long, Long> dueByKey = new TreeMap<>();
        long clock = START;
        long nextKey = 0;
        for (int round = 0; round < 2_000; round++) {
            for (int i = random.nextInt(5); i > 0; i--) {
                long dueAt = clock + random.nextLong(-100, 1 << random.nextInt(1, 16)) * HOUR / 3;
                dueByKey.put(nextKey, dueAt);
                wheel.enter(nextKey++, dueAt);
            }
            clock += random.nextInt(50) == 0 ? random.nextLong(30_000) * HOUR : random.nextLong(5 * HOUR);
            long now = clock;
            long heldBefore = wheel.heldFrom();
            List<Long> again = new ArrayList<>();
            wheel.turn(now, key -> {
                Long dueAt = dueByKey.remove(key);
                assertThat(dueAt).as("key %d is called once", key).isNotNull();
                assertThat(dueAt).as("not earlier than two hours").isLessThan(now + 2 * HOUR);
                if (key >= 0 && key % 3 == 0) {
                    long later = wheel.heldFrom() + key % 20_000 * HOUR;
                    wheel.enter(-1 - key, later);
                    again.add(-1 - key);
                    dueByKey.put(-1 - key, later);
                }
            });
            assertThat(wheel.heldFrom()).isGreaterThan(now + HOUR).isLessThanOrEqualTo(now + 2 * HOUR);
            if (wheel.heldFrom() != heldBefore) {
                assertThat(dueByKey.values()).allMatch(dueAt -> dueAt >= wheel.heldFrom());
            }
            assertThat(dueByKey.keySet()).containsAll(again);
        }
        wheel.turn(clock + 200_000 * HOUR, dueByKey::remove);
        assertThat(dueByKey).isEmpty();
    }

    @Test
    void callsWhoWasEnteredBeforeAnyEventTime() {
        DueWheel wheel = new DueWheel();
        List<Long> called = new ArrayList<>();
        wheel.enter(7, START);
        wheel.enter(8, IncidentHistory.NOTHING_HELD);
        assertThat(wheel.heldFrom()).isEqualTo(IncidentHistory.NOTHING_HELD);

        wheel.turn(START - 3 * HOUR, called::add);
        assertThat(called).isEmpty();
        wheel.turn(START - HOUR, called::add);

        assertThat(called).containsExactly(7L);
    }
}
