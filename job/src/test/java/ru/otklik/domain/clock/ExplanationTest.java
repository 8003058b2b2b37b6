package ru.otklik.domain.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.domain.clock.Calendars.at;
import static ru.otklik.domain.clock.Calendars.calendarDays;
import static ru.otklik.domain.clock.Calendars.holiday;
import static ru.otklik.domain.clock.Calendars.office;
import static ru.otklik.domain.clock.Calendars.shortDay;
import static ru.otklik.domain.clock.Calendars.workingDays;
import static ru.otklik.domain.clock.Calendars.workingHours;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
    private static final WorkingCalendar CALENDAR =
            office("Europe/Moscow", shortDay("2023-04-28"), holiday("2023-05-01"));

    @Test
    void tellsEachIntervalUsedAndEachDaySkipped() {
        Explanation explanation = CALENDAR.explainDeadline(at(CALENDAR, "2023-04-28T16:30"), workingHours(1));

        assertThat(explanation.endMillis()).isEqualTo(at(CALENDAR, "2023-05-02T09:30"));
        assertThat(explanation.workingMillis()).isEqualTo(3_600_000);
        assertThat(explanation.text()).isEqualTo("""
                        Начало: 2023-04-28 16:30:00.000 +03:00
                        2023-04-28 пт, учтено 16:30:00.000–17:00:00.000: сокращённый рабочий день, проверка
                        2023-04-29 сб, пропущено 00:00:00.000–24:00:00.000: выходной день недели
                        2023-04-30 вс, пропущено 00:00:00.000–24:00:00.000: выходной день недели
                        2023-05-01 пн, пропущено 00:00:00.000–24:00:00.000: нерабочий день, проверка
                        2023-05-02 вт, учтено 09:00:00.000–09:30:00.000: рабочий день
                        Окончание: 2023-05-02 09:30:00.000 +03:00; рабочего времени 3600000 мс""");
    }

    @Test
    void countsDatesForANormOfWorkingDays() {
        Explanation explanation = CALENDAR.explainDeadline(at(CALENDAR, "2023-04-28T10:00"), workingDays(1));

        assertThat(explanation.steps())
                .extracting(step -> step.date() + " " + step.isCounted())
                .containsExactly(
                        "2023-04-28 false",
                        "2023-04-29 false",
                        "2023-04-30 false",
                        "2023-05-01 false",
                        "2023-05-02 true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEXT", "PREVIOUS"})
    void saysThatADeadlineWasMoved(OnNonWorkingDay move) {
        Explanation explanation = CALENDAR.explainDeadline(at(CALENDAR, "2023-04-27T10:00"), calendarDays(3, move));

        assertThat(explanation.text()).contains("срок перенесён с нерабочего дня");
        assertThat(explanation.endMillis())
                .isEqualTo(at(CALENDAR, move == OnNonWorkingDay.NEXT ? "2023-05-03T00:00" : "2023-04-29T00:00"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void countsExactlyTheWorkingTime(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomCalendar made = RandomCalendar.of(random);
        long from = made.instant(random).toInstant().toEpochMilli();
        long until = from + random.nextLong(5_000_000_000L);

        Explanation explanation = made.calendar().explainWorking(from, until);

        assertThat(explanation.steps().stream()
                        .filter(Explanation.Step::isCounted)
                        .mapToLong(step -> step.untilMillis() - step.fromMillis())
                        .sum())
                .as("seed %d: %d to %d", seed, from, until)
                .isEqualTo(made.calendar().workingMillis(from, until));
    }
}
