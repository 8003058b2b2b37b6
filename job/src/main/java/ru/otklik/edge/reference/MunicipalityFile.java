package ru.otklik.edge.reference;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.MunicipalityVersion;

/** Reads municipalities.csv: code versions, joined into chains of successors. */
final class MunicipalityFile {
    private static final Set<String> COLUMNS = Columns.of(
            "region_oktmo",
            "region",
            "oktmo",
            "name_ru",
            "kind",
            "population",
            "timezone",
            "valid_from",
            "valid_to",
            "successor_oktmo");
    private static final Set<String> OPTIONAL = Set.of("source");

    private final Faults faults;
    private final Values values;
    private final Map<String, Row> rowsByCode = new LinkedHashMap<>();

    /**
     * One line.
     *
     * @param successor null if there is none
     */
    record Row(
            Place place,
            String region,
            String regionName,
            ZoneId zone,
            MunicipalityVersion version,
            @Nullable String successor) {}

    private MunicipalityFile(Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
    }

    static MunicipalityFile read(FileSet files, Faults faults) {
        MunicipalityFile file = new MunicipalityFile(faults);
        CsvTable.read(FileSet.MUNICIPALITIES, files.bytes(FileSet.MUNICIPALITIES), COLUMNS, OPTIONAL, faults)
                .forEach(file::add);
        return file;
    }

    private void add(CsvTable.Row cells) {
        Place place = cells.place();
        String region = values.oktmo(place, "region_oktmo", cells.get("region_oktmo"), false);
        String regionName = values.text(place, "region", cells.get("region"), 200);
        ZoneId zone = values.zone(place, "timezone", cells.get("timezone"));
        MunicipalityVersion version = version(cells);
        String successor = cells.get("successor_oktmo").isEmpty()
                ? null
                : values.oktmo(place, "successor_oktmo", cells.get("successor_oktmo"), true);
        if (region == null || regionName == null || zone == null || version == null) {
            return;
        }
        Row row = new Row(place, region, regionName, zone, version, successor);
        Row earlier = rowsByCode.putIfAbsent(version.code(), row);
        if (earlier != null) {
            faults.add(
                    place,
                    "duplicate code " + version.code() + ", already on line "
                            + earlier.place().line(),
                    "keep one line a code");
        }
    }

    private @Nullable MunicipalityVersion version(CsvTable.Row cells) {
        Place place = cells.place();
        String code = values.oktmo(place, "oktmo", cells.get("oktmo"), true);
        String name = values.text(place, "name_ru", cells.get("name_ru"), 200);
        String kind = values.text(place, "kind", cells.get("kind"), 100);
        Long population = cells.get("population").isEmpty()
                ? null
                : values.number(place, "population", cells.get("population"), 1, 1_000_000_000);
        LocalDate validFrom = values.date(place, "valid_from", cells.get("valid_from"));
        LocalDate validTo =
                cells.get("valid_to").isEmpty() ? null : values.date(place, "valid_to", cells.get("valid_to"));
        if (code == null || name == null || kind == null || validFrom == null) {
            return null;
        }
        if (validTo != null && validTo.isBefore(validFrom)) {
            faults.add(place, "valid_to is before valid_from", "write the last valid day, or leave it empty");
            return null;
        }
        return new MunicipalityVersion(code, name, kind, population, validFrom, validTo);
    }

    /** All lines that could be read. */
    List<Row> rows() {
        return List.copyOf(rowsByCode.values());
    }

    /** The chains of successors. */
    List<Municipality> municipalities() {
        Map<String, Row> predecessors = new HashMap<>();
        for (Row row : rowsByCode.values()) {
            if (row.successor != null) {
                link(row, row.successor, predecessors);
            }
        }
        List<Municipality> municipalities = new ArrayList<>();
        Set<String> reached = new HashSet<>();
        for (Row row : rowsByCode.values()) {
            if (!predecessors.containsKey(row.version.code())) {
                List<Row> chain = chainFrom(row);
                chain.forEach(each -> reached.add(each.version.code()));
                if (isSound(chain)) {
                    municipalities.add(new Municipality(
                            row.region,
                            row.zone,
                            chain.stream().map(Row::version).toList()));
                }
            }
        }
        for (Row row : rowsByCode.values()) {
            if (!reached.contains(row.version.code())) {
                faults.add(row.place, row.version.code() + " is its own successor", "break the circle");
            }
        }
        return municipalities;
    }

    private void link(Row row, String successor, Map<String, Row> predecessors) {
        if (!rowsByCode.containsKey(successor)) {
            faults.add(row.place, "unknown successor " + successor, "add a line for it or correct the code");
            return;
        }
        Row other = predecessors.putIfAbsent(successor, row);
        if (other != null) {
            faults.add(
                    row.place,
                    successor + " has two predecessors: " + other.version.code() + " and " + row.version.code(),
                    "name it as successor once; a merged municipality needs a new code");
        }
    }

    private List<Row> chainFrom(Row first) {
        List<Row> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Row row = first; row != null && seen.add(row.version.code()); ) {
            chain.add(row);
            row = row.successor == null ? null : rowsByCode.get(row.successor);
        }
        return chain;
    }

    private boolean isSound(List<Row> chain) {
        boolean isSound = true;
        for (int i = 1; i < chain.size(); i++) {
            Row older = chain.get(i - 1);
            Row newer = chain.get(i);
            LocalDate end = older.version.validTo();
            if (end == null || !end.isBefore(newer.version.validFrom())) {
                faults.add(
                        newer.place,
                        "overlapping validity: " + older.version.code() + " ends "
                                + (end == null ? "never" : "on " + end) + ", " + newer.version.code() + " begins on "
                                + newer.version.validFrom(),
                        "let valid_to of the older code be the day before");
                isSound = false;
            }
            if (!older.region.equals(newer.region) || !older.zone.equals(newer.zone)) {
                faults.add(
                        newer.place,
                        "region or zone differ from those of " + older.version.code(),
                        "give all codes of a municipality one region and one zone");
                isSound = false;
            }
        }
        return isSound;
    }
}
