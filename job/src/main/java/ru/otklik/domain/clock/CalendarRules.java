package ru.otklik.domain.clock;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decides which intervals of a local date are working time, and why. */
public final class CalendarRules implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Map<MonthDay, String> YEARLY_HOLIDAYS = Map.ofEntries(
            Map.entry(MonthDay.of(1, 1), "Новогодние каникулы"),
            Map.entry(MonthDay.of(1, 2), "Новогодние каникулы"),
            Map.entry(MonthDay.of(1, 3), "Новогодние каникулы"),
            Map.entry(MonthDay.of(1, 4), "Новогодние каникулы"),
            Map.entry(MonthDay.of(1, 5), "Новогодние каникулы"),
            Map.entry(MonthDay.of(1, 6), "Новогодние каникулы"),
            Map.entry(MonthDay.of(1, 7), "Рождество Христово"),
            Map.entry(MonthDay.of(1, 8), "Новогодние каникулы"),
            Map.entry(MonthDay.of(2, 23), "День защитника Отечества"),
            Map.entry(MonthDay.of(3, 8), "Международный женский день"),
            Map.entry(MonthDay.of(5, 1), "Праздник Весны и Труда"),
            Map.entry(MonthDay.of(5, 9), "День Победы"),
            Map.entry(MonthDay.of(6, 12), "День России"),
            Map.entry(MonthDay.of(11, 4), "День народного единства"));

    private final List<CalendarLevel> levels;
    private final Set<Integer> calendarYears;
    private final WorkingWeek week;

    /**
     * @param levels the most specific first; the last one is the country's
     * @param calendarYears years whose holidays the country's level lists; any other year has the yearly holidays
     * @throws IllegalArgumentException if no level has a week, if the week has no working time, or if a year with named
     *     dates has none: a deadline could not be found
     */
    public CalendarRules(List<CalendarLevel> levels, Set<Integer> calendarYears) {
        this.levels = List.copyOf(levels);
        this.calendarYears = Set.copyOf(calendarYears);
        this.week = mostSpecificWeek(this.levels);
        if (!week.hasWorkingTime()) {
            throw new IllegalArgumentException("a calendar without working time: its week has no interval");
        }
        IntStream.concat(
                        this.calendarYears.stream().mapToInt(Integer::intValue),
                        this.levels.stream()
                                .flatMap(level -> level.days().keySet().stream())
                                .mapToInt(LocalDate::getYear))
                .distinct()
                .sorted()
                .forEach(this::requireWorkingTime);
    }

    private static WorkingWeek mostSpecificWeek(List<CalendarLevel> levels) {
        for (CalendarLevel level : levels) {
            if (level.week() != null) {
                return level.week();
            }
        }
        throw new IllegalArgumentException("a calendar without a week");
    }

    private void requireWorkingTime(int year) {
        LocalDate first = LocalDate.of(year, 1, 1);
        if (first.datesUntil(first.plusYears(1))
                .allMatch(date -> intervalsOf(date).isEmpty())) {
            throw new IllegalArgumentException("a calendar without working time in the year " + year);
        }
    }

    /** The holidays of a year that has no calendar, with their names. */
    public static Map<MonthDay, String> yearlyHolidays() {
        return YEARLY_HOLIDAYS;
    }

    /** The working time of a date, in order; empty on a day off. */
    List<LocalInterval> intervalsOf(LocalDate date) {
        NamedDay named = namedDay(date);
        int weekday = date.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue();
        if (named == null) {
            return week.regular(weekday);
        }
        return switch (named.kind()) {
            case HOLIDAY -> List.of();
            case WORKING -> week.working(weekday);
            case SHORT -> week.shortened(weekday);
        };
    }

    /** What the most specific level that names the date says of it; null if none does and the week decides. */
    @Nullable
    NamedDay namedDay(LocalDate date) {
        for (int i = 0; i < levels.size(); i++) {
            NamedDay named = levels.get(i).days().get(date);
            if (i == levels.size() - 1 && (named == null || named.kind() != DayKind.HOLIDAY)) {
                String yearly = yearlyHoliday(date);
                named = yearly == null ? named : new NamedDay(DayKind.HOLIDAY, yearly);
            }
            if (named != null) {
                return named;
            }
        }
        return null;
    }

    private @Nullable String yearlyHoliday(LocalDate date) {
        return calendarYears.contains(date.getYear()) ? null : YEARLY_HOLIDAYS.get(MonthDay.from(date));
    }
}
