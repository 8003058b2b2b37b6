package ru.otklik.domain.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.domain.clock.Calendars.at;
import static ru.otklik.domain.clock.Calendars.calendar;
import static ru.otklik.domain.clock.Calendars.calendarDays;
import static ru.otklik.domain.clock.Calendars.level;
import static ru.otklik.domain.clock.Calendars.office;
import static ru.otklik.domain.clock.Calendars.roundTheClock;
import static ru.otklik.domain.clock.Calendars.week;
import static ru.otklik.domain.clock.Calendars.workingDays;
import static ru.otklik.domain.clock.Calendars.workingHours;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneChangeTest {
    @ParameterizedTest
    @CsvSource({
        "Europe/Volgograd, 2018-10-27T23:30:00+03:00",
        "Europe/Volgograd, 2018-10-28T00:10:00+03:00",
        "Europe/Volgograd, 2020-12-26T23:30:00+04:00",
        "Europe/Volgograd, 2020-12-27T00:30:00+04:00",
        "Europe/Paris, 2026-03-28T23:30:00+01:00",
        "Europe/Paris, 2026-03-29T00:10:00+01:00",
        "Europe/Paris, 2026-10-24T23:30:00+02:00",
        "Europe/Paris, 2026-10-25T00:10:00+02:00",
        "America/New_York, 2011-11-05T23:30:00-04:00",
        "America/New_York, 2011-11-06T00:10:00-04:00"
    })
    void visitsEachLocalDateOnce(String zone, String start) {
        WorkingCalendar calendar = calendar(
                zone,
                level(week(
                        "09:00-10:00",
                        "09:00-10:00",
                        "09:00-10:00",
                        "09:00-10:00",
                        "09:00-10:00",
                        "09:00-10:00",
                        "09:00-10:00")));
        LocalDate first = LocalDate.parse(start.substring(0, 10));

        List<String> ends = new ArrayList<>();
        List<String> dates = new ArrayList<>();
        for (int days = 1; days <= 4; days++) {
            LocalDate date = first.plusDays(days);
            dates.add(date + " " + at(calendar, date + "T10:00"));
            ends.add(date + " " + calendar.deadline(at(start), workingDays(days)));
        }

        assertThat(ends).containsExactlyElementsOf(dates);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Volgograd, 2018-10-27, 24",
        "Europe/Volgograd, 2018-10-28, 23",
        "Europe/Volgograd, 2020-12-27, 25",
        "Europe/Paris, 2026-03-29, 23",
        "Europe/Paris, 2026-10-25, 25",
        "America/New_York, 2011-11-06, 25",
        "Pacific/Apia, 2011-12-30, 0"
    })
    void worksRoundTheClockAsManyHoursAsTheDateHas(String zone, LocalDate date, long hours) {
        WorkingCalendar calendar = roundTheClock(zone);

        long worked = calendar.workingMillis(startOf(calendar, date), startOf(calendar, date.plusDays(1)));

        assertThat(worked).isEqualTo(hours * 3_600_000);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-12-25T17:00:00+04:00, 2, 2020-12-28T10:00:00+03:00",
        "2018-10-26T17:00:00+03:00, 2, 2018-10-29T10:00:00+04:00"
    })
    void keepsOfficeHoursLocalAcrossTheChangesOfVolgograd(String start, int hours, String end) {
        assertThat(office("Europe/Volgograd").deadline(at(start), workingHours(hours)))
                .isEqualTo(at(end));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Volgograd, 2018-10-27T12:00:00+03:00, 1, 2018-10-29T00:00:00+04:00",
        "Europe/Volgograd, 2020-12-26T12:00:00+04:00, 1, 2020-12-28T00:00:00+03:00",
        "Europe/Paris, 2026-03-28T12:00:00+01:00, 1, 2026-03-30T00:00:00+02:00"
    })
    void endsCalendarDaysAtLocalMidnight(String zone, String start, int days, String end) {
        assertThat(office(zone).deadline(at(start), calendarDays(days, OnNonWorkingDay.NONE)))
                .isEqualTo(at(end));
    }

    @Test
    void endsASkippedBoundAtTheChangeAndARepeatedOneAtItsFirstTime() {
        WorkingCalendar early = calendar("Europe/Paris", level(week("", "", "", "", "", "", "01:30-02:30")));

        assertThat(early.workingMillis(at("2026-03-29T00:00:00+01:00"), at("2026-03-30T00:00:00+02:00")))
                .isEqualTo(30 * 60_000L);
        assertThat(early.workingMillis(at("2026-10-25T00:00:00+02:00"), at("2026-10-26T00:00:00+01:00")))
                .isEqualTo(60 * 60_000L);
        assertThat(early.isWorkingTime(at("2026-10-25T02:29:59+02:00"))).isTrue();
        assertThat(early.isWorkingTime(at("2026-10-25T02:00:00+01:00"))).isFalse();
    }

    @Test
    void hasNoHoleBetweenAdjoiningIntervalsInARepeatedHour() {
        WorkingCalendar calendar =
                calendar("Europe/Volgograd", level(week("", "", "", "", "", "", "00:00-01:30 01:30-06:00")));

        assertThat(calendar.workingMillis(at("2020-12-27T00:00:00+04:00"), at("2020-12-27T06:00:00+03:00")))
                .isEqualTo(7 * 3_600_000L);
    }

    @Test
    void isNoWorkingDateIfItsOnlyIntervalIsSkipped() {
        WorkingCalendar calendar =
                calendar("Europe/Paris", level(week("09:00-10:00", "", "", "", "", "", "02:10-02:50")));

        assertThat(calendar.deadline(at("2026-03-28T12:00:00+01:00"), workingDays(1)))
                .isEqualTo(at("2026-03-30T10:00:00+02:00"));
    }

    private static long startOf(WorkingCalendar calendar, LocalDate date) {
        return date.atStartOfDay(calendar.zone()).toInstant().toEpochMilli();
    }
}
