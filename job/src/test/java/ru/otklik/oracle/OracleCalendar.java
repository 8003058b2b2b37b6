package ru.otklik.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The shipped working week with holidays; all arithmetic walks local dates one by one. */
final class OracleCalendar {

    private static final Set<MonthDay> EVERY_YEAR = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(1, 2),
            MonthDay.of(1, 3),
            MonthDay.of(1, 4),
            MonthDay.of(1, 5),
            MonthDay.of(1, 6),
            MonthDay.of(1, 7),
            MonthDay.of(1, 8),
            MonthDay.of(2, 23),
            MonthDay.of(3, 8),
            MonthDay.of(5, 1),
            MonthDay.of(5, 9),
            MonthDay.of(6, 12),
            MonthDay.of(11, 4));

    private final Set<Integer> years = new HashSet<>();
    private final Set<LocalDate> holidays = new HashSet<>();
    private final Set<LocalDate> workingWeekends = new HashSet<>();
    private final Set<LocalDate> shortDays = new HashSet<>();
    /** By the code of a region (8 digits or its first two) or of a municipality (8 digits). */
    private final Map<String, Set<LocalDate>> local = new HashMap<>();

    private final Map<String, Map<LocalDate, List<Span>>> cache = new ConcurrentHashMap<>();

    /** Working time from one instant to another, epoch millis. */
    record Span(long from, long to) {}

    /** The country's days by year, in the shape {@code {"2023": {"holidays": [], "workingWeekends": [], "shortDays": []}}}. */
    static OracleCalendar of(JsonNode byYear) {
        OracleCalendar calendar = new OracleCalendar();
        byYear.properties().forEach(year -> {
            calendar.years.add(Integer.valueOf(year.getKey()));
            year.getValue().path("holidays").forEach(day -> calendar.holidays.add(LocalDate.parse(day.asText())));
            year.getValue()
                    .path("workingWeekends")
                    .forEach(day -> calendar.workingWeekends.add(LocalDate.parse(day.asText())));
            year.getValue().path("shortDays").forEach(day -> calendar.shortDays.add(LocalDate.parse(day.asText())));
        });
        return calendar;
    }

    /** No year is known: every year has the days of the labour code. */
    static OracleCalendar withoutYears() {
        return new OracleCalendar();
    }

    OracleCalendar country(int year, Set<LocalDate> off, Set<LocalDate> movedIn, Set<LocalDate> shortened) {
        years.add(year);
        holidays.addAll(off);
        workingWeekends.addAll(movedIn);
        shortDays.addAll(shortened);
        return this;
    }

    /** Holidays of one region or one municipality. */
    OracleCalendar localHolidays(String code, Collection<LocalDate> days) {
        local.computeIfAbsent(code, any -> new HashSet<>()).addAll(days);
        return this;
    }

    /** Working intervals of one local date, in order. */
    List<Span> on(OracleReference.Municipality place, LocalDate date) {
        return cache.computeIfAbsent(place.id(), any -> new ConcurrentHashMap<>())
                .computeIfAbsent(date, any -> compute(place, date));
    }

    private List<Span> compute(OracleReference.Municipality place, LocalDate date) {
        if (isLocalHoliday(place, date) || isCountryHoliday(date)) {
            return List.of();
        }
        boolean shortened = shortDays.contains(date);
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (weekend && !shortened && !workingWeekends.contains(date)) {
            return List.of();
        }
        ZoneId zone = place.zone();
        List<Span> spans = new ArrayList<>();
        spans.add(new Span(at(date, 9, zone), at(date, 13, zone)));
        spans.add(new Span(at(date, 14, zone), at(date, shortened ? 17 : 18, zone)));
        return spans;
    }

    private boolean isLocalHoliday(OracleReference.Municipality place, LocalDate date) {
        List<String> codes = new ArrayList<>(place.codes());
        codes.add(place.region());
        codes.add(place.region().substring(0, 2));
        return codes.stream()
                .anyMatch(code -> local.getOrDefault(code, Set.of()).contains(date));
    }

    private boolean isCountryHoliday(LocalDate date) {
        return years.contains(date.getYear()) ? holidays.contains(date) : EVERY_YEAR.contains(MonthDay.from(date));
    }

    private static long at(LocalDate date, int hour, ZoneId zone) {
        return date.atTime(LocalTime.of(hour, 0)).atZone(zone).toInstant().toEpochMilli();
    }

    static LocalDate dateOf(long instant, ZoneId zone) {
        return Instant.ofEpochMilli(instant).atZone(zone).toLocalDate();
    }

    static long startOf(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** Working milliseconds in [from, to). */
    long workingMillis(OracleReference.Municipality place, long from, long to) {
        long sum = 0;
        LocalDate last = dateOf(to, place.zone());
        for (LocalDate date = dateOf(from, place.zone()); !date.isAfter(last); date = date.plusDays(1)) {
            for (Span span : on(place, date)) {
                sum += Math.max(0, Math.min(to, span.to()) - Math.max(from, span.from()));
            }
        }
        return sum;
    }

    /** The earliest instant by which so much working time has passed since the start. */
    long afterWorkingMillis(OracleReference.Municipality place, long start, long amount) {
        long left = amount;
        for (LocalDate date = dateOf(start, place.zone()); ; date = date.plusDays(1)) {
            for (Span span : on(place, date)) {
                long from = Math.max(start, span.from());
                long available = Math.max(0, span.to() - from);
                if (left <= available) {
                    return from + left;
                }
                left -= available;
            }
        }
    }

    /** The end of the last working interval of the n-th working date after the start's date. */
    long afterWorkingDays(OracleReference.Municipality place, long start, int days) {
        LocalDate date = dateOf(start, place.zone());
        List<Span> spans = List.of();
        for (int found = 0; found < days; ) {
            date = date.plusDays(1);
            spans = on(place, date);
            found += spans.isEmpty() ? 0 : 1;
        }
        return spans.get(spans.size() - 1).to();
    }

    /** 24:00 local of the n-th date after the start's date. */
    static long afterCalendarDays(ZoneId zone, long start, int days) {
        return startOf(dateOf(start, zone).plusDays(days + 1L), zone);
    }
}
