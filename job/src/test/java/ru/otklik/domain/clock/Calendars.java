package ru.otklik.domain.clock;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small calendars for tests, written as an officer would write them. */
final class Calendars {
    static final String OFFICE = "09:00-13:00 14:00-18:00";
    static final Set<Integer> EVERY_YEAR =
            IntStream.rangeClosed(1990, 2060).boxed().collect(Collectors.toUnmodifiableSet());

    private Calendars() {}

    /** Monday to Friday with a lunch break, no holidays. */
    static WorkingCalendar office(String zone, Day... days) {
        return calendar(zone, level(weekdays(OFFICE), days));
    }

    static WorkingCalendar roundTheClock(String zone) {
        return calendar(
                zone,
                level(week(
                        "00:00-24:00",
                        "00:00-24:00",
                        "00:00-24:00",
                        "00:00-24:00",
                        "00:00-24:00",
                        "00:00-24:00",
                        "00:00-24:00")));
    }

    static WorkingCalendar calendar(String zone, CalendarLevel... levels) {
        return new WorkingCalendar(new CalendarRules(List.of(levels), EVERY_YEAR), ZoneId.of(zone));
    }

    static CalendarLevel level(@Nullable WorkingWeek week, Day... days) {
        Map<LocalDate, NamedDay> named = new HashMap<>();
        for (Day day : days) {
            named.put(LocalDate.parse(day.date), new NamedDay(day.kind, "проверка"));
        }
        return new CalendarLevel(week, named);
    }

    record Day(String date, DayKind kind) {}

    static Day holiday(String date) {
        return new Day(date, DayKind.HOLIDAY);
    }

    static Day working(String date) {
        return new Day(date, DayKind.WORKING);
    }

    static Day shortDay(String date) {
        return new Day(date, DayKind.SHORT);
    }

    static WorkingWeek weekdays(String day) {
        return week(day, day, day, day, day, "", "");
    }

    /** Seven texts such as "09:00-13:00 14:00-18:00", Monday first. */
    static WorkingWeek week(String... days) {
        List<List<LocalInterval>> week = new ArrayList<>();
        for (String day : days) {
            List<LocalInterval> intervals = new ArrayList<>();
            for (String interval : day.isEmpty() ? new String[0] : day.split(" ", -1)) {
                intervals.add(new LocalInterval(second(interval.substring(0, 5)), second(interval.substring(6))));
            }
            week.add(intervals);
        }
        return new WorkingWeek(week);
    }

    private static int second(String clock) {
        return 3600 * Integer.parseInt(clock.substring(0, 2)) + 60 * Integer.parseInt(clock.substring(3));
    }

    static Norm workingHours(int amount) {
        return new Norm(amount, NormUnit.WORKING_HOURS, OnTransfer.CONTINUE);
    }

    static Norm workingDays(int amount) {
        return new Norm(amount, NormUnit.WORKING_DAYS, OnTransfer.CONTINUE);
    }

    static Norm calendarDays(int amount, OnNonWorkingDay onNonWorkingDay) {
        return new Norm(amount, NormUnit.CALENDAR_DAYS, OnTransfer.CONTINUE, onNonWorkingDay);
    }

    /** Epoch milliseconds of a local time such as "2023-04-28T17:30" in the calendar's zone. */
    static long at(WorkingCalendar calendar, String local) {
        return LocalDateTime.parse(local).atZone(calendar.zone()).toInstant().toEpochMilli();
    }

    static long at(String time) {
        return ZonedDateTime.parse(time).toInstant().toEpochMilli();
    }

    /** The deadline as a local time. */
    static String deadline(WorkingCalendar calendar, String start, Norm norm) {
        return Instant.ofEpochMilli(calendar.deadline(at(calendar, start), norm))
                .atZone(calendar.zone())
                .toLocalDateTime()
                .toString();
    }

    static long minutes(WorkingCalendar calendar, String from, String until) {
        long millis = calendar.workingMillis(at(calendar, from), at(calendar, until));
        return Math.floorDiv(millis, 60_000L);
    }
}
