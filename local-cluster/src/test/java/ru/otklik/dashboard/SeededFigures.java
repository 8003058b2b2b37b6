package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import ru.otklik.schemas.Tables;

/**
 * Tables as the job fills them, without the job: figures and overall boards of made-up municipalities, by seed. The shape of a
 * record is that of the golden samples; the figures agree with each other only as far as a page shows it.
 */
final class SeededFigures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN = Path.of("../schemas/src/test/resources/golden/v1");
    static final String EVENT_TIME = "2026-09-30T21:00:00.000Z";
    /** Its municipalities are ranked among those with the same load, too. */
    static final String GROUPED = "11000000";

    private static final String END = "2026-10-01T00:00:00+03:00";

    private static final List<String> GROUPS = List.of("ALL", "OVER_100", "FROM_31_TO_100", "UP_TO_30");

    /** A municipality and its register of cases. */
    private record Place(String id, String name, String region, int cases, double share) {}

    private final Random random = new Random(7);
    private final List<Place> places = new ArrayList<>();
    private final ObjectNode figures;
    private final ObjectNode board;

    SeededFigures(int regions, int municipalitiesOfEach) throws IOException {
        figures = (ObjectNode) JSON.readTree(Files.readString(GOLDEN.resolve("metrics.municipality-month.json")));
        board = (ObjectNode) JSON.readTree(Files.readString(GOLDEN.resolve("rankings-standing.json")));
        for (int region = 0; region < regions; region++) {
            String code = region == 0 ? "87000000" : String.format("%02d000000", 10 + region % 77);
            for (int i = 0; i < municipalitiesOfEach; i++) {
                // The first one of Komi is real: the page of a municipality explains deadlines by its calendar.
                String id = region == 0 && i == 0
                        ? "87701000"
                        : String.format("%s%06d", code.substring(0, 2), 600_000 + region * 100 + i);
                int cases = (int) Math.exp(2 + 6 * random.nextDouble());
                places.add(new Place(id, name(i), code, cases, 0.7 + 0.3 * random.nextDouble()));
            }
        }
    }

    private static String name(int number) {
        String[] towns = {"Сыктывкар", "Усинск", "Ижемский район", "Воркута", "Ухта", "Печора", "Инта", "Сосногорск"};
        return towns[number % towns.length] + (number < towns.length ? "" : " " + number);
    }

    /** Writes four quarters, some months of 2026, live boards and some days, and returns how many rows of figures there are. */
    int write(Connection writer, int months, int days) throws SQLException {
        writer.setAutoCommit(false);
        int rows = 0;
        for (String label : List.of("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")) {
            rows += writePeriod(writer, "QUARTER", label, "FINAL");
        }
        for (int month = 1; month <= months; month++) {
            rows += writePeriod(
                    writer, "MONTH", String.format("2026-%02d", month), month > 9 ? "PRELIMINARY" : "FINAL");
        }
        rows += writePeriod(writer, "ROLLING", "P30D", "LIVE");
        for (int day = 0; day < days; day++) {
            rows += writeFigures(
                    writer, "DAY", LocalDate.of(2026, 9, 30).minusDays(day).toString());
        }
        writer.commit();
        return rows;
    }

    private int writePeriod(Connection writer, String kind, String label, String status) throws SQLException {
        try (PreparedStatement upsert =
                writer.prepareStatement(status.equals("LIVE") ? Tables.UPSERT_LIVE_BOARD : Tables.UPSERT_BOARD)) {
            for (String region : places.stream().map(Place::region).distinct().toList()) {
                // As the job has it: live boards have no load groups.
                boolean hasGroups = region.equals(GROUPED) && !status.equals("LIVE");
                for (String group : hasGroups ? GROUPS : List.of("ALL")) {
                    JsonNode document = board(region, group, kind, label, status);
                    int at = 0;
                    for (String key : new String[] {"REGION_MUNICIPALITIES", region, group, "OVERALL", kind, label}) {
                        upsert.setString(++at, key);
                    }
                    finish(upsert, at, document, status);
                    upsert.addBatch();
                }
            }
            upsert.executeBatch();
        }
        return writeFigures(writer, kind, label);
    }

    private int writeFigures(Connection writer, String kind, String label) throws SQLException {
        try (PreparedStatement upsert = writer.prepareStatement(Tables.UPSERT_MUNICIPALITY_METRICS)) {
            for (Place place : places) {
                ObjectNode document = figures(place, kind, label);
                int at = 0;
                for (String key : new String[] {place.id(), kind, label, "ALL"}) {
                    upsert.setString(++at, key);
                }
                finish(upsert, at, document, "FINAL");
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        return places.size();
    }

    private static void finish(PreparedStatement upsert, int keys, JsonNode document, String status)
            throws SQLException {
        boolean isOpen = status.equals("PRELIMINARY") || status.equals("LIVE");
        int at = keys;
        upsert.setInt(++at, 0);
        upsert.setInt(++at, isOpen ? 0 : 1);
        upsert.setInt(++at, status.equals("PRELIMINARY") ? -1 : 0);
        upsert.setString(++at, document.path("eventTime").asText());
        upsert.setString(++at, hash(document.toString()));
        upsert.setString(++at, status);
        upsert.setString(++at, document.path("period").path("start").asText());
        upsert.setString(++at, document.path("period").path("end").asText());
        upsert.setString(++at, document.toString());
    }

    private ObjectNode figures(Place place, String kind, String label) {
        ObjectNode document = figures.deepCopy();
        setPeriod(document, kind, label);
        document.withObjectProperty("municipality")
                .put("id", place.id())
                .put("code", place.id())
                .put("name", place.name())
                .put("region", place.region());
        int cases = Math.max(1, kind.equals("DAY") ? place.cases() / 60 : place.cases());
        long met = Math.round(cases * Math.min(1, place.share() + 0.05 * random.nextGaussian()));
        document.put("registered", cases)
                .put("resolved", cases * 9 / 10)
                .put("open", cases / 8)
                .put("overdue", cases / 40);
        document.withObjectProperty("responseDeadline")
                .put("met", Math.min(cases, met))
                .put("missed", Math.max(0, cases - met))
                .put("compliance", Math.min(1, Math.round(1e4 * met / cases) / 1e4));
        long median = (long) (3_600_000 * (1 + 6 * random.nextDouble()));
        document.withObjectProperty("response")
                .put("medianMillis", median)
                .put("p90Millis", median * 3)
                .put("p95Millis", median * 5)
                .put("maxMillis", median * 30);
        return document;
    }

    /** The board of a region, as it is in the table and on the topic; each one is ranked anew. */
    ObjectNode board(String region, String kind, String label, String status) {
        return board(region, "ALL", kind, label, status);
    }

    private ObjectNode board(String region, String group, String kind, String label, String status) {
        ObjectNode document = board.deepCopy();
        setPeriod(document, kind, label);
        document.put("status", status).put("revision", status.equals("PRELIMINARY") ? -1 : 0);
        document.withObjectProperty("board").put("subject", region).put("group", group);
        ArrayNode entries = document.putArray("entries");
        ArrayNode few = document.putArray("notRanked");
        JsonNode sample = board.path("entries").path(0);
        int place = 0;
        for (Place each : places) {
            if (!each.region().equals(region) || !(group.equals("ALL") || group.equals(groupOf(each)))) {
                continue;
            }
            if (each.cases() < 12) {
                few.addObject()
                        .put("id", each.id())
                        .put("name", each.name())
                        .put("reason", "BELOW_MINIMUM_VOLUME")
                        .put("registered", each.cases());
                continue;
            }
            ObjectNode entry = entries.addObject().setAll((ObjectNode) sample.deepCopy());
            place++;
            entry.put("id", each.id()).put("code", each.id()).put("name", each.name());
            entry.put("place", place).put("score", Math.round(1000 - 900.0 * place / municipalities(region)) / 10.0);
            entry.put("placeHigh", Math.max(1, place - 3)).put("placeLow", place + 3);
            entry.put("placeChange", random.nextInt(7) - 3)
                    .put("zone", place < 9 ? "GREEN" : place < 18 ? "YELLOW" : "RED");
        }
        return document;
    }

    private static String groupOf(Place place) {
        return place.cases() > 300 ? "OVER_100" : place.cases() > 90 ? "FROM_31_TO_100" : "UP_TO_30";
    }

    private long municipalities(String region) {
        return places.stream().filter(p -> p.region().equals(region)).count();
    }

    private static void setPeriod(ObjectNode document, String kind, String label) {
        document.put("eventTime", EVENT_TIME);
        document.withObjectProperty("period")
                .put("kind", kind)
                .put("label", label)
                .put("start", kind.equals("DAY") ? label + "T00:00:00+03:00" : "2025-01-01T00:00:00+03:00")
                .put("end", END);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
