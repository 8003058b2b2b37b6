package ru.otklik.domain.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

class PendingTest {
    private static final long START = 1_680_000_000_000L;

    private record Line(int municipality, long date, long minute, long head, long payload) {}

    private static List<Line> takeBefore(Pending pending, long instant) {
        List<Line> taken = new ArrayList<>();
        pending.takeBefore(
                instant,
                (municipality, date, stamp, head, payload) ->
                        taken.add(new Line(municipality, date, stamp, head, payload)));
        return taken;
    }

    private static void add(Pending pending, Line line, long withinMinute) {
        pending.add(line.municipality(), line.date(), line.minute() + withinMinute, line.head(), line.payload());
    }

    /** State as a checkpoint sees it: the hours that changed are written or removed. */
    private static void save(Pending pending, Map<Long, byte[]> state) {
        for (long hour : pending.takeChangedHours()) {
            ByteWriter out = new ByteWriter(8);
            if (pending.packHour(hour, out)) {
                state.put(hour, out.toBytes());
            } else {
                state.remove(hour);
            }
        }
    }

    private static Pending load(Map<Long, byte[]> state) {
        Pending pending = new Pending();
        state.values().forEach(chunk -> pending.unpackHour(new ByteReader(chunk)));
        return pending;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesEveryLineOnceWhenItsMinuteIsPassedWhereverItRestarts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Pending pending = new Pending();
        Map<Long, byte[]> state = new HashMap<>();
        List<Line> waiting = new ArrayList<>();
        long now = START - START % Pending.MINUTE;
        for (int step = 0; step < 2_000; step++) {
            long minute = now + random.nextInt(200) * Pending.MINUTE;
            Line line = new Line(
                    random.nextInt(100_000),
                    START + random.nextLong(-1L << 40, 1L << 40),
                    minute,
                    random.nextLong(),
                    random.nextLong());
            add(pending, line, random.nextLong(Pending.MINUTE));
            waiting.add(line);
            if (random.nextInt(10) == 0) {
                now += random.nextInt(90) * Pending.MINUTE;
                long passed = now;
                List<Line> due =
                        waiting.stream().filter(each -> each.minute() < passed).toList();
                assertThat(takeBefore(pending, passed))
                        .as("seed %d, step %d", seed, step)
                        .containsExactlyInAnyOrderElementsOf(due);
                waiting.removeAll(due);
            }
            if (random.nextInt(7) == 0) {
                save(pending, state);
                pending = random.nextBoolean() ? load(state) : pending;
            }
        }

        assertThat(takeBefore(pending, Long.MAX_VALUE))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(waiting);
        assertThat(pending.isEmpty()).isTrue();
        save(pending, state);
        assertThat(state).isEmpty();
    }

    @Test
    void stampIsPassedWithItsWholeMinute() {
        Pending pending = new Pending();
        long minute = START - START % Pending.MINUTE;
        add(pending, new Line(1, START, minute, 2, 3), Pending.MINUTE - 1);

        assertThat(takeBefore(pending, minute)).isEmpty();
        assertThat(pending.earliestStamp()).isEqualTo(minute);
        assertThat(takeBefore(pending, minute + Pending.MINUTE)).hasSize(1);
    }

    @Test
    void whatCameBeforeAnyEventTimeIsTheFirst() {
        Pending pending = new Pending();
        pending.add(1, START, START, 2, 3);
        pending.add(7, START, Long.MIN_VALUE, 2, 3);
        Map<Long, byte[]> state = new HashMap<>();
        save(pending, state);

        List<Line> taken = takeBefore(load(state), START - START % Pending.MINUTE);

        assertThat(taken).extracting(Line::municipality).containsExactly(7);
        assertThat(taken.get(0).minute()).isNegative();
    }
}
