package ru.otklik.edge.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.DayKind;
import ru.otklik.domain.clock.LocalInterval;
import ru.otklik.domain.clock.NamedDay;
import ru.otklik.domain.clock.WorkingWeek;
import ru.otklik.edge.reference.PlaceOfCalendar.Level;

/** Reads calendar/days.csv and calendar/week.csv. */
final class CalendarTables {
    private static final Set<String> DAY_COLUMNS = Columns.of("level", "code", "date", "kind", "name");
    private static final Set<String> WEEK_COLUMNS = Columns.of("level", "code", "weekday", "intervals");
    private static final Set<String> SOURCE = Set.of("source");
    private static final Pattern INTERVAL =
            Pattern.compile("([0-9]{2}):([0-5][0-9])(?::([0-5][0-9]))?-([0-9]{2}):([0-5][0-9])(?::([0-5][0-9]))?");

    private final FileSet files;
    private final Places places;
    private final Faults faults;
    private final Values values;

    /** Which places exist. */
    record Places(Set<String> regions, Set<String> municipalities, boolean maySkipMunicipalities) {}

    /** Takes the days that a file names. */
    interface NamedDays {
        void name(PlaceOfCalendar place, LocalDate date, NamedDay day);
    }

    CalendarTables(FileSet files, Places places, Faults faults) {
        this.files = files;
        this.places = places;
        this.faults = faults;
        this.values = new Values(faults);
    }

    void readDays(NamedDays days) {
        if (!files.has(FileSet.DAYS)) {
            return;
        }
        Set<List<Object>> seen = new HashSet<>();
        for (CsvTable.Row row : CsvTable.read(FileSet.DAYS, files.bytes(FileSet.DAYS), DAY_COLUMNS, SOURCE, faults)) {
            PlaceOfCalendar place = place(row);
            LocalDate date = values.date(row.place(), "date", row.get("date"));
            DayKind kind = values.word(row.place(), "kind", row.get("kind"), DayKind.class);
            String name = values.text(row.place(), "name", row.get("name"), 200);
            if (place == null || date == null || kind == null || name == null) {
                continue;
            }
            if (!seen.add(List.of(place, date, kind))) {
                faults.add(row.place(), date + " twice as " + kind, "remove one of the lines");
            }
            if (isKnown(row.place(), place)) {
                days.name(place, date, new NamedDay(kind, name));
            }
        }
    }

    Map<PlaceOfCalendar, WorkingWeek> weeks() {
        Map<PlaceOfCalendar, Map<Integer, List<LocalInterval>>> daysByPlace = new HashMap<>();
        for (CsvTable.Row row : CsvTable.read(FileSet.WEEK, files.bytes(FileSet.WEEK), WEEK_COLUMNS, SOURCE, faults)) {
            PlaceOfCalendar place = place(row);
            Long weekday = values.number(row.place(), "weekday", row.get("weekday"), 1, 7);
            List<LocalInterval> intervals = intervals(row);
            if (place == null || weekday == null || intervals == null || !isKnown(row.place(), place)) {
                continue;
            }
            Map<Integer, List<LocalInterval>> week = daysByPlace.computeIfAbsent(place, key -> new HashMap<>());
            if (week.put(weekday.intValue(), intervals) != null) {
                faults.add(row.place(), "weekday " + weekday + " twice", "put all intervals into one line");
            }
        }
        Map<PlaceOfCalendar, WorkingWeek> weeks = new HashMap<>();
        daysByPlace.forEach((place, week) -> {
            List<List<LocalInterval>> days = new ArrayList<>();
            for (int weekday = 1; weekday <= 7; weekday++) {
                days.add(week.getOrDefault(weekday, List.of()));
            }
            weeks.put(place, new WorkingWeek(days));
        });
        return weeks;
    }

    private @Nullable PlaceOfCalendar place(CsvTable.Row row) {
        Level level = values.word(row.place(), "level", row.get("level"), Level.class);
        if (level == null) {
            return null;
        }
        String code = row.get("code");
        if (level == Level.COUNTRY && !code.equals(PlaceOfCalendar.COUNTRY_CODE)) {
            faults.add(row.place(), "the code of a country is '" + code + "'", "write *");
            return null;
        }
        return new PlaceOfCalendar(level, code);
    }

    private boolean isKnown(Place line, PlaceOfCalendar place) {
        boolean isKnown = switch (place.level()) {
            case COUNTRY -> true;
            case REGION -> places.regions.contains(place.code());
            case MUNICIPALITY -> places.municipalities.contains(place.code());
        };
        if (!isKnown && !(place.level() == Level.MUNICIPALITY && places.maySkipMunicipalities)) {
            faults.add(line, "unknown " + place.level() + " '" + place.code() + "'", "correct the code");
        }
        return isKnown;
    }

    private @Nullable List<LocalInterval> intervals(CsvTable.Row row) {
        List<LocalInterval> intervals = new ArrayList<>();
        if (row.get("intervals").isEmpty()) {
            return intervals;
        }
        int end = 0;
        for (String text : row.get("intervals").split(";", -1)) {
            LocalInterval interval = interval(text.strip());
            if (interval == null || interval.fromSecond() < end) {
                faults.add(
                        row.place(),
                        "intervals '" + row.get("intervals") + "'",
                        "write them in order and apart, as 09:00-13:00;14:00-18:00");
                return null;
            }
            end = interval.untilSecond();
            intervals.add(interval);
        }
        return intervals;
    }

    private static @Nullable LocalInterval interval(String text) {
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int from = seconds(matcher, 1);
        int until = seconds(matcher, 4);
        return from < until && until <= 86_400 ? new LocalInterval(from, until) : null;
    }

    private static int seconds(Matcher matcher, int group) {
        String seconds = matcher.group(group + 2);
        return 3600 * Integer.parseInt(matcher.group(group))
                + 60 * Integer.parseInt(matcher.group(group + 1))
                + (seconds == null ? 0 : Integer.parseInt(seconds));
    }
}
