package ru.otklik.domain.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkingCalendarOracleTest {
    private static final int CASES = 60;

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheDeadlineOfAWalkOverLocalDates(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomCalendar made = RandomCalendar.of(random);
        for (int i = 0; i < CASES; i++) {
            ZonedDateTime start = made.instant(random);
            Norm norm = norm(random);

            long deadline = made.calendar().deadline(start.toInstant().toEpochMilli(), norm);

            assertThat(deadline)
                    .as("seed %d, case %d: %s from %s", seed, i, norm, start)
                    .isEqualTo(made.oracle().deadline(start, norm));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsTheWorkingTimeOfAWalkOverLocalDates(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomCalendar made = RandomCalendar.of(random);
        for (int i = 0; i < CASES; i++) {
            ZonedDateTime from = made.instant(random);
            ZonedDateTime until = from.plusSeconds(random.nextLong(1L << random.nextInt(8, 27)));

            assertThat(made.calendar()
                            .workingMillis(
                                    from.toInstant().toEpochMilli(),
                                    until.toInstant().toEpochMilli()))
                    .as("seed %d, case %d: %s to %s", seed, i, from, until)
                    .isEqualTo(made.oracle().worked(from, until));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheFirstInstantByWhichTheWorkingTimeHasPassed(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomCalendar made = RandomCalendar.of(random);
        for (int i = 0; i < CASES; i++) {
            long start = made.instant(random).toInstant().toEpochMilli();
            int hours = 1 + random.nextInt(200);

            long deadline = made.calendar().deadline(start, Calendars.workingHours(hours));

            String description = "seed %d, case %d: %d h from %d".formatted(seed, i, hours, start);
            assertThat(made.calendar().workingMillis(start, deadline))
                    .as(description)
                    .isEqualTo(hours * 3_600_000L);
            assertThat(made.calendar().workingMillis(start, deadline - 1))
                    .as(description)
                    .isEqualTo(hours * 3_600_000L - 1);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void addsUpOverAdjoiningSpans(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomCalendar made = RandomCalendar.of(random);
        for (int i = 0; i < CASES; i++) {
            long a = made.instant(random).toInstant().toEpochMilli();
            long b = a + random.nextLong(10_000_000_000L);
            long c = b + random.nextLong(10_000_000_000L);

            assertThat(made.calendar().workingMillis(a, b) + made.calendar().workingMillis(b, c))
                    .as("seed %d, case %d: %d, %d, %d", seed, i, a, b, c)
                    .isEqualTo(made.calendar().workingMillis(a, c));
        }
    }

    /** A second oracle: whether it is working time is asked of each minute by its local time alone. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsTheMinutesOfOfficeHours(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String zone = List.of("Europe/Volgograd", "Europe/Paris", "America/New_York", "Asia/Irkutsk")
                .get(seed % 4);
        WorkingCalendar calendar =
                Calendars.office(zone, Calendars.shortDay("2018-10-26"), Calendars.holiday("2018-10-30"));
        ZonedDateTime start =
                ZonedDateTime.of(2018, 10, 20, 0, 0, 0, 0, calendar.zone()).plusMinutes(random.nextInt(20_000));
        int minutes = random.nextInt(15_000);

        long worked = 0;
        for (int minute = 0; minute < minutes; minute++) {
            worked += isOfficeHour(start.plusMinutes(minute)) ? 60_000 : 0;
        }

        assertThat(calendar.workingMillis(
                        start.toInstant().toEpochMilli(),
                        start.plusMinutes(minutes).toInstant().toEpochMilli()))
                .as("seed %d: %d minutes from %s", seed, minutes, start)
                .isEqualTo(worked);
    }

    private static boolean isOfficeHour(ZonedDateTime time) {
        LocalDate date = time.toLocalDate();
        LocalTime local = time.toLocalTime();
        int end = date.equals(LocalDate.of(2018, 10, 26)) ? 17 : 18;
        return date.getDayOfWeek().getValue() <= 5
                && !date.equals(LocalDate.of(2018, 10, 30))
                && local.getHour() >= 9
                && local.getHour() != 13
                && local.getHour() < end;
    }

    @Test
    void doesNotMixCalendarsOfSeveralThreads() throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        RandomCalendar shared = RandomCalendar.of(new SplittableRandom(7));
        for (int seed = 0; seed < 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomCalendar own = RandomCalendar.of(new SplittableRandom(seed % 2));
            tasks.add(() -> {
                for (int i = 0; i < 200; i++) {
                    for (RandomCalendar made : List.of(own, shared)) {
                        ZonedDateTime start = made.instant(random);
                        Norm norm = norm(random);
                        if (made.calendar().deadline(start.toInstant().toEpochMilli(), norm)
                                != made.oracle().deadline(start, norm)) {
                            return false;
                        }
                    }
                }
                return true;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Norm norm(SplittableRandom random) {
        NormUnit unit = List.of(NormUnit.values()).get(random.nextInt(4));
        OnNonWorkingDay move = List.of(OnNonWorkingDay.values()).get(random.nextInt(3));
        return new Norm(1 + random.nextInt(1 << random.nextInt(1, 10)), unit, OnTransfer.CONTINUE, move);
    }
}
