package ru.otklik.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ru.otklik.console.Failure;

/** The municipalities and authorities of the shipped reference data, by region. */
public final class Gazetteer {
    private static final String MUNICIPALITIES = "/reference/municipalities.csv";
    private static final String AUTHORITIES = "/reference/authorities.csv";

    private final Map<String, List<Place>> places;
    private final Map<String, List<String>> authorities;
    private final Map<String, String> regionNames;

    private Gazetteer(
            Map<String, List<Place>> places, Map<String, List<String>> authorities, Map<String, String> regionNames) {
        this.regionNames = regionNames;
        this.places = places;
        this.authorities = authorities;
    }

    /** Reads the class path. */
    public static Gazetteer load() {
        Map<String, Map<String, String>> byCode = new LinkedHashMap<>();
        rows(MUNICIPALITIES).forEach(row -> byCode.put(field(row, "oktmo"), row));
        Set<String> successors = new HashSet<>();
        byCode.values().forEach(row -> successors.add(field(row, "successor_oktmo")));
        Map<String, List<Place>> places = new TreeMap<>();
        for (Map<String, String> row : byCode.values()) {
            if (!successors.contains(field(row, "oktmo"))) {
                Place place = place(row, byCode);
                places.computeIfAbsent(place.region(), region -> new ArrayList<>())
                        .add(place);
            }
        }
        places.values().forEach(list -> list.sort(Comparator.comparing(Place::id)));
        Map<String, List<String>> authorities = new HashMap<>();
        for (Map<String, String> row : rows(AUTHORITIES)) {
            if (!field(row, "kind").equals("OMSU")) {
                authorities
                        .computeIfAbsent(field(row, "region_oktmo"), region -> new ArrayList<>())
                        .add(field(row, "id"));
            }
        }
        Map<String, String> regionNames = new HashMap<>();
        byCode.values().forEach(row -> regionNames.put(field(row, "region_oktmo"), field(row, "region")));
        return new Gazetteer(places, authorities, regionNames);
    }

    public List<String> regions() {
        return List.copyOf(places.keySet());
    }

    /** The municipalities of a region in order of their ids. */
    public List<Place> places(String region) {
        List<Place> found = places.get(region);
        if (found == null) {
            throw new Failure("no municipalities of region " + region + " are known; known regions: "
                    + String.join(", ", places.keySet()));
        }
        return found;
    }

    /** Ids of bodies of a region that answer instead of a municipality's administration; may be empty. */
    public List<String> authorities(String region) {
        return authorities.getOrDefault(region, List.of());
    }

    /** The name of a region, or its code if it is not known. */
    public String regionName(String region) {
        return regionNames.getOrDefault(region, region);
    }

    private static Place place(Map<String, String> oldest, Map<String, Map<String, String>> byCode) {
        List<Place.Version> versions = new ArrayList<>();
        Map<String, String> newest = oldest;
        for (Map<String, String> row = oldest; row != null; row = byCode.get(field(row, "successor_oktmo"))) {
            String until = field(row, "valid_to");
            versions.add(new Place.Version(
                    field(row, "oktmo"),
                    LocalDate.parse(field(row, "valid_from")),
                    until.isEmpty() ? null : LocalDate.parse(until)));
            newest = row;
        }
        String population = field(newest, "population");
        return new Place(
                field(oldest, "oktmo"),
                field(oldest, "region_oktmo"),
                field(newest, "name_ru"),
                population.isEmpty() ? 10_000 : Integer.parseInt(population),
                ZoneId.of(field(oldest, "timezone")),
                List.copyOf(versions));
    }

    private static String field(Map<String, String> row, String name) {
        return row.getOrDefault(name, "");
    }

    private static List<Map<String, String>> rows(String resource) {
        try (InputStream in = Gazetteer.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new Failure("the reference data are not on the class path: " + resource + " is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<String> lines = reader.lines().filter(line -> !line.isBlank()).toList();
            List<String> names = cells(lines.get(0));
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                List<String> cells = cells(line);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
                    row.put(names.get(i), cells.get(i).strip());
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new Failure("cannot read " + resource + ": " + Failure.because(e), e);
        }
    }

    /** The cells of a line; a cell in double quotes may hold commas. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
