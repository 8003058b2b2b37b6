package ru.otklik.domain.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;

class DayLogTest {
    private static final long DAY_START = 20_000L * DayLog.DAY_MILLIS;

    private record Line(long head, long payload) {
        Line takenBack() {
            return new Line(head ^ 1, payload);
        }
    }

    private static Line random(SplittableRandom random) {
        int code = random.nextInt(Entry.CITIZEN + 1);
        long payload = 0;
        if (code == FactKind.REGISTERED.ordinal()) {
            payload = Entry.registeredPayload(random.nextInt(1 << 20), random.nextInt(100));
        } else if (code == Entry.CITIZEN) {
            payload = random.nextLong();
        } else {
            payload = Entry.hasFigure(code) ? random.nextLong(1L << 42) : 0;
            if (Entry.isOutcome(code)) {
                payload = Entry.outcomePayload(random.nextInt(Entry.MOST_MONTHS + 1) - 1, payload);
            }
        }
        int authority = random.nextBoolean() ? 0 : random.nextInt(1 << 29);
        int time = random.nextInt(3) == 0 ? 43_200_000 : random.nextInt(DayLog.DAY_MILLIS);
        return new Line(Entry.head(time, code, Source.values()[random.nextInt(2)], authority, 1), payload);
    }

    private static List<Line> lines(DayLog log, int from, int until) {
        List<Line> lines = new ArrayList<>();
        log.visit(DAY_START, from, until, (date, head, payload) -> {
            assertThat(date).isEqualTo(DAY_START + Entry.millisOfDay(head));
            lines.add(new Line(head, payload));
        });
        return lines;
    }

    private static DayLog log(List<Line> lines) {
        DayLog log = new DayLog();
        lines.forEach(line -> log.add(line.head(), line.payload()));
        return log;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void lineAndItsTakingBackAnnihilateInAnyOrderAndWheneverSomebodyReads(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            List<Line> kept = new ArrayList<>();
            List<Line> all = new ArrayList<>();
            for (int i = random.nextInt(300); i > 0; i--) {
                Line line = random(random);
                all.add(line);
                if (random.nextBoolean()) {
                    all.add(line.takenBack());
                } else {
                    kept.add(line);
                }
            }
            Collections.shuffle(all, new Random(seed + round));
            DayLog log = new DayLog();
            for (Line line : all) {
                log.add(line.head(), line.payload());
                if (random.nextInt(20) == 0) {
                    lines(log, 0, DayLog.DAY_MILLIS);
                }
                if (random.nextInt(50) == 0) {
                    log.rest();
                }
            }

            List<Line> read = lines(log, 0, DayLog.DAY_MILLIS);
            assertThat(read).as("seed %d, round %d", seed, round).containsExactlyInAnyOrderElementsOf(kept);
            assertThat(read.stream().map(line -> Entry.millisOfDay(line.head())).toList())
                    .isSorted();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void packedLogIsReadBackWholeAndGoesOn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            List<Line> lines = new ArrayList<>();
            for (int i = random.nextInt(200); i > 0; i--) {
                Line line = random(random);
                lines.add(random.nextInt(4) == 0 ? line.takenBack() : line);
            }
            DayLog log = log(lines);
            DayLog read = DayLog.unpack(log.save());
            assertThat(lines(read, 0, DayLog.DAY_MILLIS))
                    .as("seed %d", seed)
                    .isEqualTo(lines(log, 0, DayLog.DAY_MILLIS));

            Line more = random(random);
            read.add(more.head(), more.payload());
            log.add(more.head(), more.payload());
            assertThat(read.save()).as("seed %d", seed).isEqualTo(log.save());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void visitsFromTheStartAndNotTheEnd(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            lines.add(random(random));
        }
        DayLog log = log(lines);
        for (int i = 0; i < 500; i++) {
            int one = Entry.millisOfDay(lines.get(random.nextInt(500)).head());
            int other = random.nextInt(5) == 0 ? DayLog.DAY_MILLIS : random.nextInt(DayLog.DAY_MILLIS);
            int from = Math.min(one, other);
            int until = Math.max(one, other);
            assertThat(lines(log, from, until))
                    .as("seed %d, %d to %d", seed, from, until)
                    .containsExactlyInAnyOrderElementsOf(lines.stream()
                            .filter(line ->
                                    Entry.millisOfDay(line.head()) >= from && Entry.millisOfDay(line.head()) < until)
                            .toList());
        }
    }

    @Test
    void changeIsHandedOutOnceEvenIfTheLogRestsBefore() {
        FactLog log = new FactLog();
        Line line = random(new SplittableRandom(10));
        log.add(DAY_START, line.head(), line.payload());
        log.age(0, 30_000, forgotten -> {});

        assertThat(changedDays(log)).containsExactly(20_000);
        assertThat(changedDays(log)).isEmpty();
        log.add(DAY_START, line.head(), line.payload());
        assertThat(changedDays(log)).containsExactly(20_000);
    }

    private static List<Integer> changedDays(FactLog log) {
        List<Integer> days = new ArrayList<>();
        log.forEachUnsaved((day, unsaved) -> {
            unsaved.save();
            days.add(day);
        });
        return days;
    }
}
