package ru.otklik.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Explanation;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.MunicipalityVersion;
import ru.otklik.domain.reference.Oktmo;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.reference.Region;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/** Reference data as tables of DuckDB: municipalities, working time and periods; norms stay the file they are. */
final class ReferenceTables {
    private static final String NORMS = "norms.csv";
    private static final String SCHEMA = """
            CREATE TABLE municipality (
                code INTEGER, id VARCHAR, region VARCHAR, region_zone VARCHAR, zone VARCHAR, calendar INTEGER);
            CREATE TABLE calendar_date (
                calendar INTEGER, day INTEGER, starts BIGINT, ends BIGINT, working_through INTEGER, work_ends BIGINT);
            CREATE TABLE working_interval (calendar INTEGER, starts BIGINT, ends BIGINT, worked_before BIGINT);
            CREATE TABLE period (zone VARCHAR, kind VARCHAR, label VARCHAR, starts BIGINT, ends BIGINT);
            """;

    private final DuckDBConnection connection;
    private final ReferenceData reference;
    private final LocalDate first;
    private final LocalDate last;

    /**
     * Tables for events of some years.
     *
     * @param first first local date that the tables hold
     * @param last last one
     */
    ReferenceTables(DuckDBConnection connection, ReferenceData reference, LocalDate first, LocalDate last) {
        this.connection = connection;
        this.reference = reference;
        this.first = first;
        this.last = last;
    }

    /** Writes the norms of a reference directory, null for the shipped one, where DuckDB can read them. */
    static void writeNorms(@Nullable Path directory, Path to) throws IOException {
        byte[] norms = ReferenceFiles.files(directory, Overrides.NONE).get(NORMS);
        if (norms == null) {
            throw new IllegalStateException("reference data without " + NORMS);
        }
        Files.write(to, norms);
    }

    /** Creates and fills the tables. */
    void create() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
        IdentityHashMap<WorkingCalendar, Integer> calendars = new IdentityHashMap<>();
        Set<String> zones = new TreeSet<>();
        try (DuckDBAppender rows = appender("municipality")) {
            for (Region region : reference.regions()) {
                for (Municipality municipality : reference.municipalitiesOf(region.code())) {
                    WorkingCalendar calendar = reference.calendarOf(municipality);
                    int number = calendars.computeIfAbsent(calendar, each -> calendars.size());
                    zones.add(municipality.zone().getId());
                    for (MunicipalityVersion version : municipality.versions()) {
                        rows.beginRow();
                        rows.append(Oktmo.number(version.code()));
                        rows.append(municipality.id());
                        rows.append(region.code());
                        rows.append(region.zone().getId());
                        rows.append(municipality.zone().getId());
                        rows.append(number);
                        rows.endRow();
                    }
                }
            }
        }
        fillCalendars(calendars);
        fillPeriods(zones);
    }

    private void fillCalendars(IdentityHashMap<WorkingCalendar, Integer> calendars) throws SQLException {
        try (DuckDBAppender dates = appender("calendar_date");
                DuckDBAppender intervals = appender("working_interval")) {
            for (Map.Entry<WorkingCalendar, Integer> each : calendars.entrySet()) {
                fillCalendar(each.getValue(), each.getKey(), dates, intervals);
            }
        }
    }

    private void fillCalendar(int number, WorkingCalendar calendar, DuckDBAppender dates, DuckDBAppender intervals)
            throws SQLException {
        long worked = 0;
        int workingDates = 0;
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            long starts = startOf(date, calendar.zone());
            long ends = startOf(date.plusDays(1), calendar.zone());
            long workEnds = -1;
            for (Explanation.Step step : calendar.explainWorking(starts, ends).steps()) {
                if (step.isCounted()) {
                    intervals.beginRow();
                    intervals.append(number);
                    intervals.append(step.fromMillis());
                    intervals.append(step.untilMillis());
                    intervals.append(worked);
                    intervals.endRow();
                    worked += step.untilMillis() - step.fromMillis();
                    workEnds = step.untilMillis();
                }
            }
            workingDates += workEnds < 0 ? 0 : 1;
            dates.beginRow();
            dates.append(number);
            dates.append((int) date.toEpochDay());
            dates.append(starts);
            dates.append(ends);
            dates.append(workingDates);
            if (workEnds < 0) {
                dates.appendNull();
            } else {
                dates.append(workEnds);
            }
            dates.endRow();
        }
    }

    private void fillPeriods(Set<String> zones) throws SQLException {
        try (DuckDBAppender rows = appender("period")) {
            for (String name : zones) {
                ZoneId zone = ZoneId.of(name);
                for (CalendarKind kind : new CalendarKind[] {CalendarKind.MONTH, CalendarKind.QUARTER}) {
                    for (int index = kind.indexOf(first); index <= kind.indexOf(last); index++) {
                        rows.beginRow();
                        rows.append(name);
                        rows.append(kind.name());
                        rows.append(kind.label(index));
                        rows.append(startOf(kind.firstDay(index), zone));
                        rows.append(startOf(kind.firstDay(index + 1), zone));
                        rows.endRow();
                    }
                }
            }
        }
    }

    private DuckDBAppender appender(String table) throws SQLException {
        return connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    }

    private static long startOf(LocalDate date, ZoneId zone) {
        Instant start = date.atStartOfDay(zone).toInstant();
        return start.toEpochMilli();
    }
}
