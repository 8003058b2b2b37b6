package ru.otklik.edge.reference;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.CalendarLevel;
import ru.otklik.domain.clock.CalendarRules;
import ru.otklik.domain.clock.DayKind;
import ru.otklik.domain.clock.NamedDay;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.clock.WorkingWeek;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.MunicipalityVersion;

/** Reads calendar/ and gives each municipality its calendar; equal ones are shared. */
final class CalendarFiles {
    private static final Set<String> YEAR_LISTS = Columns.of("workingWeekends", "shortDays", "decreeNonWorking");
    private static final String DECREE_SWITCH = "applyDecreeNonWorking";

    private final FileSet files;
    private final Faults faults;
    private final Values values;
    private final Map<PlaceOfCalendar, Map<LocalDate, NamedDay>> days = new HashMap<>();
    private final Map<PlaceOfCalendar, CalendarLevel> levels = new HashMap<>();
    private final TreeSet<Integer> years = new TreeSet<>();
    private Map<PlaceOfCalendar, WorkingWeek> weeks = Map.of();

    private CalendarFiles(FileSet files, Faults faults) {
        this.files = files;
        this.faults = faults;
        this.values = new Values(faults);
    }

    /** @param places whether a level and a code name a place that may have days and a week */
    static CalendarFiles read(FileSet files, CalendarTables.Places places, Faults faults) {
        CalendarFiles calendars = new CalendarFiles(files, faults);
        calendars.readYears(calendars.appliesDecrees());
        CalendarTables tables = new CalendarTables(files, places, faults);
        tables.readDays(calendars::name);
        calendars.weeks = tables.weeks();
        return calendars;
    }

    private boolean appliesDecrees() {
        if (!files.has(FileSet.SETTINGS)) {
            return false;
        }
        Json root = Json.read(FileSet.SETTINGS, files.bytes(FileSet.SETTINGS), faults);
        Map<String, Json> fields =
                root == null ? Map.of() : root.object("the settings", Set.of(DECREE_SWITCH), Set.of(), faults);
        Json field = fields.get(DECREE_SWITCH);
        if (field != null && !(field.value() instanceof Boolean)) {
            faults.add(field.place(), DECREE_SWITCH + " is neither true nor false", "write one of them");
        }
        return field != null && Boolean.TRUE.equals(field.value());
    }

    private void readYears(boolean appliesDecrees) {
        Json root = Json.read(FileSet.CALENDAR, files.bytes(FileSet.CALENDAR), faults);
        if (root == null) {
            return;
        }
        root.fields("the calendar", faults).forEach((name, json) -> {
            Long year = values.number(json.place(), "the year", name, 1, 9999);
            if (year != null) {
                years.add(year.intValue());
                Map<String, Json> lists = json.object("a year", Set.of("holidays"), YEAR_LISTS, faults);
                readDates(lists.get("holidays"), year, DayKind.HOLIDAY, "перенесённый выходной день");
                readDates(lists.get("workingWeekends"), year, DayKind.WORKING, "перенесённый рабочий день");
                readDates(lists.get("shortDays"), year, DayKind.SHORT, "предпраздничный день");
                if (appliesDecrees) {
                    readDates(
                            lists.get("decreeNonWorking"), year, DayKind.HOLIDAY, "нерабочий день по указу Президента");
                } else {
                    datesOf(lists.get("decreeNonWorking"), year);
                }
            }
        });
    }

    private void readDates(@Nullable Json list, long year, DayKind kind, String name) {
        for (LocalDate date : datesOf(list, year)) {
            String statutory = CalendarRules.yearlyHolidays().get(MonthDay.from(date));
            name(
                    PlaceOfCalendar.COUNTRY,
                    date,
                    new NamedDay(kind, kind != DayKind.HOLIDAY || statutory == null ? name : statutory));
        }
    }

    private List<LocalDate> datesOf(@Nullable Json list, long year) {
        List<LocalDate> dates = new ArrayList<>();
        if (list == null) {
            return dates;
        }
        Set<LocalDate> seen = new HashSet<>();
        for (Json item : list.array("a list of dates", faults)) {
            LocalDate date = values.date(item.place(), "a day of " + year, item.text());
            if (date != null && date.getYear() != year) {
                faults.add(item.place(), date + " is not in " + year, "move it to its year");
            } else if (date != null && !seen.add(date)) {
                faults.add(item.place(), date + " twice in one list", "remove one");
            } else if (date != null) {
                dates.add(date);
            }
        }
        return dates;
    }

    /** Of several statements on one level, that of the first kind in the order of {@link DayKind} counts. */
    private void name(PlaceOfCalendar place, LocalDate date, NamedDay day) {
        days.computeIfAbsent(place, key -> new HashMap<>())
                .merge(date, day, (old, added) -> old.kind().compareTo(added.kind()) <= 0 ? old : added);
    }

    /** What to know of the years without a calendar. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        String holidays = ": 1–8 January, 23 February, 8 March, 1 and 9 May, 12 June and 4 November are its holidays";
        if (years.isEmpty()) {
            warnings.add(FileSet.CALENDAR + " has no year" + holidays);
            return warnings;
        }
        for (int year = years.first(); year < years.last(); year++) {
            if (!years.contains(year)) {
                warnings.add(FileSet.CALENDAR + " lacks the year " + year + holidays);
            }
        }
        warnings.add(FileSet.CALENDAR + " lacks each year before " + years.first() + " and after " + years.last()
                + holidays);
        return warnings;
    }

    /** The calendar of each municipality by its number; one that can't be made is a fault and left out. */
    Map<Integer, WorkingCalendar> calendarsOf(List<Municipality> municipalities) {
        Set<Integer> calendarYears = Set.copyOf(years);
        Map<List<Object>, WorkingCalendar> shared = new HashMap<>();
        Map<Integer, WorkingCalendar> calendars = new HashMap<>();
        Set<List<Object>> refused = new HashSet<>();
        for (Municipality municipality : municipalities) {
            List<CalendarLevel> placeLevels = levelsOf(municipality);
            List<Object> key = List.of(placeLevels, municipality.zone());
            if (refused.contains(key)) {
                continue;
            }
            try {
                WorkingCalendar calendar = shared.computeIfAbsent(
                        key,
                        absent -> new WorkingCalendar(
                                new CalendarRules(placeLevels, calendarYears), municipality.zone()));
                calendars.put(municipality.number(), calendar);
            } catch (IllegalArgumentException e) {
                refused.add(key);
                faults.add(
                        Place.whole(FileSet.WEEK),
                        Objects.requireNonNullElse(e.getMessage(), "no calendar") + " (" + municipality.id() + ")",
                        "give each week an interval and each year a working day");
            }
        }
        return calendars;
    }

    private List<CalendarLevel> levelsOf(Municipality municipality) {
        List<CalendarLevel> placeLevels = new ArrayList<>();
        Map<LocalDate, NamedDay> ownDays = new HashMap<>();
        WorkingWeek ownWeek = null;
        for (MunicipalityVersion version : municipality.versions()) {
            PlaceOfCalendar place = PlaceOfCalendar.municipality(version.code());
            days.getOrDefault(place, Map.of())
                    .forEach((date, day) -> ownDays.merge(
                            date, day, (old, added) -> old.kind().compareTo(added.kind()) <= 0 ? old : added));
            WorkingWeek week = weeks.get(place);
            if (week != null && ownWeek != null && !week.equals(ownWeek)) {
                faults.add(
                        Place.whole(FileSet.WEEK),
                        "the codes of " + municipality.id() + " have different weeks",
                        "give the week under one of them");
            }
            ownWeek = week == null ? ownWeek : week;
        }
        if (ownWeek != null || !ownDays.isEmpty()) {
            placeLevels.add(new CalendarLevel(ownWeek, ownDays));
        }
        PlaceOfCalendar region = PlaceOfCalendar.region(municipality.region());
        if (weeks.containsKey(region) || days.containsKey(region)) {
            placeLevels.add(levelOf(region));
        }
        placeLevels.add(levelOf(PlaceOfCalendar.COUNTRY));
        return placeLevels;
    }

    private CalendarLevel levelOf(PlaceOfCalendar place) {
        return levels.computeIfAbsent(
                place, key -> new CalendarLevel(weeks.get(key), days.getOrDefault(key, Map.of())));
    }
}
