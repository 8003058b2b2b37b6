package ru.otklik.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Municipalities, norms and the calendar, read in the simplest way; the methodology is {@link OracleMethodology}. */
public final class OracleReference {

    private final String version;
    private final Map<String, Municipality> byId = new TreeMap<>();
    private final Map<String, String> idOfCode = new HashMap<>();
    private final List<Norm> norms = new ArrayList<>();
    private final OracleCalendar calendar;
    private final Map<String, String> regionNames = new TreeMap<>();
    private final Map<String, String> districts = new TreeMap<>();
    private final Map<String, Map<String, Authority>> authorities = new TreeMap<>();

    /** One row of authorities.csv. */
    record Authority(String id, String name, String kind) {}

    /** One row of municipalities.csv; the last day is inclusive. */
    record Version(
            String code,
            String name,
            @Nullable Long population,
            LocalDate from,
            @Nullable LocalDate to) {

        boolean holdsOn(LocalDate date) {
            return !date.isBefore(from) && (to == null || !date.isAfter(to));
        }
    }

    /** A chain of successors; {@code versions} from old to new. */
    record Municipality(String id, String region, ZoneId zone, List<Version> versions) {

        List<String> codes() {
            return versions.stream().map(Version::code).distinct().toList();
        }

        /** The version valid on a date; outside all validity the nearest one before, else the oldest. */
        Version on(LocalDate date) {
            Version found = versions.get(0);
            for (Version candidate : versions) {
                if (candidate.holdsOn(date)) {
                    return candidate;
                }
                if (!candidate.from().isAfter(date)) {
                    found = candidate;
                }
            }
            return found;
        }

        /** Whether a version holds on at least one of these dates. */
        boolean isValid(LocalDate first, LocalDate last) {
            return versions.stream()
                    .anyMatch(v -> !v.from().isAfter(last) && (v.to() == null || !v.to().isBefore(first)));
        }
    }

    /** One row of norms.csv. */
    record Norm(
            String region,
            String source,
            String topic,
            String priority,
            String stage,
            int amount,
            String unit,
            boolean restarts,
            LocalDate from) {}

    /**
     * Reads both tables.
     *
     * @param municipalities lines of municipalities.csv with the header
     * @param norms lines of norms.csv with the header
     */
    OracleReference(String version, List<String> municipalities, List<String> norms, OracleCalendar calendar) {
        this.version = version;
        this.calendar = calendar;
        readMunicipalities(municipalities);
        rows(norms)
                .forEach(row -> this.norms.add(new Norm(
                        cell(row, "region"),
                        cell(row, "source"),
                        cell(row, "topic"),
                        cell(row, "priority"),
                        cell(row, "stage"),
                        Integer.parseInt(cell(row, "amount")),
                        cell(row, "unit"),
                        cell(row, "on_transfer").equals("RESTART"),
                        LocalDate.parse(cell(row, "effective_from")))));
    }

    /** Reads regions.csv and authorities.csv, which most tests can do without. */
    OracleReference with(List<String> regions, List<String> bodies) {
        rows(regions).forEach(row -> districts.put(cell(row, "region_oktmo"), cell(row, "federal_district")));
        rows(bodies)
                .forEach(row -> authorities
                        .computeIfAbsent(cell(row, "region_oktmo"), any -> new TreeMap<>())
                        .put(cell(row, "id"), new Authority(cell(row, "id"), cell(row, "name"), cell(row, "kind"))));
        return this;
    }

    String nameOf(String region) {
        return regionNames.getOrDefault(region, region);
    }

    /** Empty for a region of no district. */
    String districtOf(String region) {
        return districts.getOrDefault(region, "");
    }

    Map<String, Authority> authoritiesOf(String region) {
        return authorities.getOrDefault(region, Map.of());
    }

    static OracleReference read(Path municipalities, Path norms, OracleCalendar calendar) throws IOException {
        return new OracleReference("test", Files.readAllLines(municipalities), Files.readAllLines(norms), calendar);
    }

    private void readMunicipalities(List<String> lines) {
        List<Map<String, String>> rows = rows(lines);
        Map<String, String> predecessor = new HashMap<>();
        for (Map<String, String> row : rows) {
            String successor = cell(row, "successor_oktmo");
            String known = successor.isEmpty() ? null : predecessor.put(successor, cell(row, "oktmo"));
            if (known != null && !known.equals(cell(row, "oktmo"))) {
                throw new IllegalArgumentException(successor + " has two predecessors");
            }
        }
        Map<String, List<Map<String, String>>> chains = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            String id = cell(row, "oktmo");
            for (String older = predecessor.get(id); older != null; older = predecessor.get(id)) {
                id = older;
            }
            idOfCode.put(cell(row, "oktmo"), id);
            regionNames.put(cell(row, "region_oktmo"), cell(row, "region"));
            chains.computeIfAbsent(id, any -> new ArrayList<>()).add(row);
        }
        chains.forEach((id, chain) -> {
            List<Version> versions = chain.stream()
                    .map(row -> new Version(
                            cell(row, "oktmo"),
                            cell(row, "name_ru"),
                            cell(row, "population").isEmpty() ? null : Long.valueOf(cell(row, "population")),
                            LocalDate.parse(cell(row, "valid_from")),
                            cell(row, "valid_to").isEmpty() ? null : LocalDate.parse(cell(row, "valid_to"))))
                    .sorted(Comparator.comparing(Version::from))
                    .toList();
            Map<String, String> any = chain.get(chain.size() - 1);
            byId.put(id, new Municipality(id, cell(any, "region_oktmo"), ZoneId.of(cell(any, "timezone")), versions));
        });
    }

    private static List<Map<String, String>> rows(List<String> lines) {
        List<String> header = cells(lines.get(0));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.isBlank()) {
                continue;
            }
            List<String> cells = cells(line);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), i < cells.size() ? cells.get(i) : "");
            }
            rows.add(row);
        }
        return rows;
    }

    /** Cells of one CSV line; quotes may enclose commas, a doubled quote is a quote. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    String version() {
        return version;
    }

    OracleCalendar calendar() {
        return calendar;
    }

    List<String> regions() {
        return byId.values().stream()
                .map(Municipality::region)
                .distinct()
                .sorted()
                .toList();
    }

    List<Municipality> municipalitiesOf(String region) {
        return byId.values().stream().filter(m -> m.region().equals(region)).toList();
    }

    Municipality municipality(String id) {
        Municipality found = byId.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no municipality " + id);
        }
        return found;
    }

    /** The id for a code of 8 or 11 digits, null if there is none. */
    @Nullable
    String idOf(String code) {
        return code.matches("[0-9]{8}|[0-9]{11}") ? idOfCode.get(code.substring(0, 5) + "000") : null;
    }

    /** The norm for a stage that starts now, null without one. */
    @Nullable
    Norm normFor(Municipality place, String source, @Nullable String topic, String priority, String stage, long start) {
        LocalDate date = OracleCalendar.dateOf(start, place.zone());
        Comparator<Norm> specific = Comparator.comparing((Norm n) -> !n.region().equals("*"))
                .thenComparing(n -> !n.source().equals("*"))
                .thenComparing(n -> !n.topic().equals("*"))
                .thenComparing(n -> !n.priority().equals("*"))
                .thenComparing(Norm::from);
        return norms.stream()
                .filter(n -> n.stage().equals(stage) && !n.from().isAfter(date))
                .filter(n -> isAny(n.region(), place.region())
                        || n.region().equals(place.region().substring(0, 2)))
                .filter(n -> isAny(n.source(), source) && isAny(n.priority(), priority))
                .filter(n -> isAny(n.topic(), topic))
                .max(specific)
                .orElse(null);
    }

    private static boolean isAny(String rule, @Nullable String value) {
        return rule.equals("*") || rule.equals(value);
    }

    long deadline(Norm norm, Municipality place, long start) {
        return switch (norm.unit()) {
            case "CALENDAR_HOURS" -> start + norm.amount() * 3_600_000L;
            case "WORKING_HOURS" -> calendar.afterWorkingMillis(place, start, norm.amount() * 3_600_000L);
            case "CALENDAR_DAYS" -> OracleCalendar.afterCalendarDays(place.zone(), start, norm.amount());
            case "WORKING_DAYS" -> calendar.afterWorkingDays(place, start, norm.amount());
            default -> throw new IllegalArgumentException(norm.unit());
        };
    }
}
