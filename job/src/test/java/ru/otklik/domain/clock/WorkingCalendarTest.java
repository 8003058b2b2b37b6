package ru.otklik.domain.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ru.otklik.domain.clock.Calendars.EVERY_YEAR;
import static ru.otklik.domain.clock.Calendars.OFFICE;
import static ru.otklik.domain.clock.Calendars.at;
import static ru.otklik.domain.clock.Calendars.calendar;
import static ru.otklik.domain.clock.Calendars.calendarDays;
import static ru.otklik.domain.clock.Calendars.deadline;
import static ru.otklik.domain.clock.Calendars.holiday;
import static ru.otklik.domain.clock.Calendars.level;
import static ru.otklik.domain.clock.Calendars.minutes;
import static ru.otklik.domain.clock.Calendars.office;
import static ru.otklik.domain.clock.Calendars.roundTheClock;
import static ru.otklik.domain.clock.Calendars.shortDay;
import static ru.otklik.domain.clock.Calendars.week;
import static ru.otklik.domain.clock.Calendars.weekdays;
import static ru.otklik.domain.clock.Calendars.working;
import static ru.otklik.domain.clock.Calendars.workingDays;
import static ru.otklik.domain.clock.Calendars.workingHours;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingCalendarTest {
    private static final WorkingCalendar OFFICE_HOURS = office("Europe/Moscow");

    @Test
    void roundTheClockAnHourIsSixtyMinutesAcrossMidnight() {
        assertThat(deadline(roundTheClock("Europe/Moscow"), "2023-04-11T23:30", workingHours(1)))
                .isEqualTo("2023-04-12T00:30");
    }

    @ParameterizedTest
    @CsvSource({
        "2023-04-11T12:30, 1, 2023-04-11T14:30",
        "2023-04-11T09:00, 8, 2023-04-11T18:00",
        "2023-04-11T09:00, 4, 2023-04-11T13:00",
        "2023-04-11T12:00, 8, 2023-04-12T12:00",
        "2023-04-11T13:30, 8, 2023-04-12T13:00",
        "2023-04-14T17:30, 1, 2023-04-17T09:30",
        "2023-04-15T11:00, 8, 2023-04-17T18:00",
        "2023-04-11T09:00:00.001, 8, 2023-04-12T09:00:00.001",
        "2023-04-11T08:59:59.999, 8, 2023-04-11T18:00"
    })
    void endsAsSoonAsTheWorkingTimeHasPassed(String start, int hours, String end) {
        assertThat(deadline(OFFICE_HOURS, start, workingHours(hours))).isEqualTo(end);
    }

    @Test
    void crossesTenDaysOffInOneStep() {
        WorkingCalendar calendar = office(
                "Europe/Moscow",
                IntStream.rangeClosed(1, 10)
                        .mapToObj(day -> holiday("2025-01-%02d".formatted(day)))
                        .toArray(Calendars.Day[]::new));

        assertThat(deadline(calendar, "2024-12-31T17:30", workingHours(4))).isEqualTo("2025-01-13T12:30");
    }

    @Test
    void walksAsManyWeeksAsAnOfficeOpenOneDayNeeds() {
        WorkingCalendar calendar = calendar("Europe/Moscow", level(week("", "10:00-11:00", "", "", "", "", "")));

        assertThat(deadline(calendar, "2023-01-01T00:00", workingHours(520))).isEqualTo("2032-12-14T11:00");
        assertThat(deadline(calendar, "2023-01-03T11:00", workingDays(1))).isEqualTo("2023-01-10T11:00");
    }

    @Test
    void refusesAWeekWithoutWorkingTime() {
        assertThatThrownBy(() -> calendar("Europe/Moscow", level(weekdays(""), working("2023-04-11"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without working time");
    }

    @Test
    void refusesAYearCoveredByHolidays() {
        Calendars.Day[] year = LocalDate.of(2023, 1, 1)
                .datesUntil(LocalDate.of(2024, 1, 1))
                .map(date -> holiday(date.toString()))
                .toArray(Calendars.Day[]::new);

        assertThatThrownBy(() -> office("Europe/Moscow", year)).hasMessageContaining("in the year 2023");
        assertThat(office("Europe/Moscow", Arrays.copyOf(year, 362))).isNotNull();
    }

    @Test
    void countsOnlyMondaysMinutesOfASaturdaysIncident() {
        WorkingCalendar calendar = calendar("Europe/Moscow", level(weekdays("10:00-18:00")));

        assertThat(minutes(calendar, "2023-04-15T12:00", "2023-04-17T10:10")).isEqualTo(10);
    }

    @Test
    void countsNothingOutsideHoursOrBackwards() {
        assertThat(minutes(OFFICE_HOURS, "2023-04-11T19:00", "2023-04-11T20:00"))
                .isZero();
        assertThat(minutes(OFFICE_HOURS, "2023-04-11T12:00", "2023-04-11T11:00"))
                .isZero();
        assertThat(minutes(OFFICE_HOURS, "2023-04-11T12:00", "2023-04-11T12:00"))
                .isZero();
        assertThat(OFFICE_HOURS.workingMillis(Long.MAX_VALUE, Long.MIN_VALUE)).isZero();
    }

    @Test
    void endsAShortDayAnHourEarlier() {
        WorkingCalendar calendar = office("Europe/Moscow", shortDay("2023-04-11"));

        assertThat(deadline(calendar, "2023-04-11T16:30", workingHours(1))).isEqualTo("2023-04-12T09:30");
        assertThat(deadline(calendar, "2023-04-10T10:00", workingDays(1))).isEqualTo("2023-04-11T17:00");
    }

    @Test
    void endsADayWhoseLastHourIsAnIntervalBeforeTheBreak() {
        WorkingCalendar calendar =
                calendar("Europe/Moscow", level(weekdays("09:00-13:00 14:00-14:30"), shortDay("2023-04-11")));

        assertThat(deadline(calendar, "2023-04-10T10:00", workingDays(1))).isEqualTo("2023-04-11T13:00");
    }

    @Test
    void worksOnAMovedSaturdayLikeOnAWeekday() {
        WorkingCalendar calendar = office("Europe/Moscow", working("2023-04-15"));

        assertThat(deadline(calendar, "2023-04-14T17:00", workingHours(2))).isEqualTo("2023-04-15T10:00");
        assertThat(minutes(calendar, "2023-04-15T00:00", "2023-04-16T00:00")).isEqualTo(480);
    }

    @ParameterizedTest
    @CsvSource({
        "HOLIDAY, HOLIDAY, 0",
        "WORKING, HOLIDAY, 480",
        "SHORT, HOLIDAY, 420",
        "HOLIDAY, WORKING, 0",
        ", HOLIDAY, 0",
        ", SHORT, 420",
        "WORKING, SHORT, 480"
    })
    void letsTheMostSpecificLevelThatNamesADateDecide(@Nullable DayKind place, DayKind country, long minutes) {
        String date = "2023-04-11";
        CalendarLevel own = place == null ? level(null) : level(null, new Calendars.Day(date, place));
        WorkingCalendar calendar =
                calendar("Europe/Moscow", own, level(weekdays(OFFICE), new Calendars.Day(date, country)));

        assertThat(minutes(calendar, date + "T00:00", "2023-04-12T00:00")).isEqualTo(minutes);
    }

    @Test
    void takesTheWholeWeekOfTheMostSpecificLevelThatHasOne() {
        WorkingCalendar calendar = calendar(
                "Europe/Moscow",
                level(null),
                level(week("", "10:00-12:00", "", "", "", "10:00-15:00", "")),
                level(weekdays(OFFICE), shortDay("2023-04-11"), holiday("2023-04-15")));

        assertThat(minutes(calendar, "2023-04-10T00:00", "2023-04-11T00:00")).isZero();
        assertThat(minutes(calendar, "2023-04-11T00:00", "2023-04-12T00:00")).isEqualTo(60);
        assertThat(minutes(calendar, "2023-04-15T00:00", "2023-04-16T00:00")).isZero();
        assertThat(minutes(calendar, "2023-04-22T00:00", "2023-04-23T00:00")).isEqualTo(300);
    }

    @Test
    void takesTheYearlyHolidaysInAYearWithoutACalendar() {
        CalendarRules rules = new CalendarRules(List.of(level(weekdays(OFFICE), working("2031-11-04"))), Set.of(2030));
        WorkingCalendar calendar = new WorkingCalendar(rules, ZoneId.of("Europe/Moscow"));

        assertThat(minutes(calendar, "2031-11-04T00:00", "2031-11-05T00:00")).isZero();
        assertThat(minutes(calendar, "2030-11-04T00:00", "2030-11-05T00:00")).isEqualTo(480);
        assertThat(EVERY_YEAR).contains(2031);
    }

    @Test
    void lasts24HoursOfEachLocalDateOfAHoliday() {
        WorkingCalendar calendar = calendar(
                "Asia/Yakutsk",
                level(
                        week("00:00-24:00", "00:00-24:00", "00:00-24:00", "00:00-24:00", "00:00-24:00", "", ""),
                        holiday("2023-04-12")));

        assertThat(calendar.isWorkingTime(at(calendar, "2023-04-11T23:59:59.999")))
                .isTrue();
        assertThat(calendar.isWorkingTime(at(calendar, "2023-04-12T00:00"))).isFalse();
        assertThat(calendar.isWorkingTime(at(calendar, "2023-04-12T00:30"))).isFalse();
        assertThat(calendar.isWorkingTime(at(calendar, "2023-04-12T23:59:59.999")))
                .isFalse();
        assertThat(calendar.isWorkingTime(at(calendar, "2023-04-13T00:00"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2023-04-11T09:00, 1, 2023-04-12T18:00",
        "2023-04-11T00:00, 1, 2023-04-12T18:00",
        "2023-04-11T23:59:59.999, 1, 2023-04-12T18:00",
        "2023-04-14T18:00, 1, 2023-04-17T18:00",
        "2023-04-15T12:00, 7, 2023-04-25T18:00"
    })
    void countsWorkingDatesAfterTheDateOfTheStart(String start, int days, String end) {
        assertThat(deadline(OFFICE_HOURS, start, workingDays(days))).isEqualTo(end);
    }

    @Test
    void tellsTwoDaysFromTheirWorkingHours() {
        WorkingCalendar calendar = calendar("Europe/Moscow", level(weekdays("08:00-20:00")));

        assertThat(deadline(calendar, "2023-04-11T14:00", workingDays(2))).isEqualTo("2023-04-13T20:00");
        assertThat(deadline(calendar, "2023-04-11T14:00", workingHours(24))).isEqualTo("2023-04-13T14:00");
        assertThat(deadline(calendar, "2023-04-11T14:00", workingHours(48))).isEqualTo("2023-04-17T14:00");
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 2023-04-06T10:00, 30, 2023-05-07T00:00",
        "NEXT, 2023-04-06T10:00, 30, 2023-05-09T00:00",
        "PREVIOUS, 2023-04-06T10:00, 30, 2023-05-06T00:00",
        "NEXT, 2023-04-05T10:00, 30, 2023-05-06T00:00",
        "PREVIOUS, 2023-04-05T10:00, 30, 2023-05-06T00:00",
        "PREVIOUS, 2023-04-14T10:00, 1, 2023-04-16T00:00",
        "PREVIOUS, 2023-04-15T10:00, 1, 2023-04-17T00:00",
        "PREVIOUS, 2023-04-13T10:00, 2, 2023-04-15T00:00"
    })
    void endsCalendarDaysAtMidnightAndMovesThemOnlyIfTold(
            OnNonWorkingDay onNonWorkingDay, String start, int days, String end) {
        assertThat(deadline(OFFICE_HOURS, start, calendarDays(days, onNonWorkingDay)))
                .isEqualTo(end);
    }

    @Test
    void keepsMillisecondsOverManyShortSpans() {
        long start = at(OFFICE_HOURS, "2023-04-11T12:59:50.123");
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += OFFICE_HOURS.workingMillis(start + 37L * i, start + 37L * (i + 1));
        }

        assertThat(sum).isEqualTo(9_877).isEqualTo(OFFICE_HOURS.workingMillis(start, start + 370_000));
    }

    @Test
    void hasNoHorizon() {
        assertThat(deadline(OFFICE_HOURS, "2000-01-03T09:00", workingHours(8 * 261 * 50)))
                .startsWith("2050-01-");
        assertThat(deadline(OFFICE_HOURS, "2000-01-03T09:00", workingDays(10_000)))
                .isEqualTo("2038-05-03T18:00");
        assertThat(deadline(OFFICE_HOURS, "2011-07-01T09:00", calendarDays(Norm.MAX_AMOUNT, OnNonWorkingDay.NONE)))
                .isEqualTo("4749-05-29T00:00");
        assertThat(minutes(OFFICE_HOURS, "1950-01-02T00:00", "1950-01-03T00:00"))
                .isZero();
        assertThat(minutes(OFFICE_HOURS, "1950-01-10T00:00", "1950-01-11T00:00"))
                .isEqualTo(480);
    }

    @Test
    void endsWithTheLastYearThatCanBePrinted() {
        WorkingCalendar calendar = calendar("UTC", level(week("00:00-00:01", "", "", "", "", "", "")));
        long end = at("+10000-01-01T00:00:00Z");

        assertThat(calendar.deadline(at("9999-12-31T23:00:00Z"), workingHours(1)))
                .isEqualTo(end);
        assertThat(calendar.deadline(Long.MAX_VALUE, calendarDays(1, OnNonWorkingDay.NEXT)))
                .isEqualTo(end);
    }
}
