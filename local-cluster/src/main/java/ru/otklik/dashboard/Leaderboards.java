package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The boards of one region, of all regions, or of the regions themselves, each line with the figures of the same period. Fields
 * that a table of thousands of lines does not show are left out; the page of a municipality has them.
 */
final class Leaderboards {
    static final Pattern REGION = Pattern.compile("\\d{8}|ALL|RU");
    static final List<String> KINDS = List.of("OVERALL", "SPEED", "DEADLINES", "QUALITY", "ACTIVITY");
    /** Every load group by itself, one after the other: nobody is compared with those of another load. */
    static final String PEERS = "PEERS";

    static final List<String> GROUPS = List.of("ALL", PEERS, "OVER_100", "FROM_31_TO_100", "UP_TO_30");
    static final List<String> SOURCES = List.of("ALL", "INCIDENT_MANAGEMENT", "POS");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOARDS = """
            select document::text from %s
            where scope = ? and (? = '' or subject = ?) and kind = ? and period_kind = ? and period_label = ?
                and (board_group = ? or ? = 'PEERS' and board_group <> 'ALL')
            order by array_position(array['ALL', 'OVER_100', 'FROM_31_TO_100', 'UP_TO_30'], board_group::text), subject
            """;
    private static final String FIGURES = """
            select municipality_id as id, municipality_name as name, region_id, registered, open, overdue, rework_share,
                rating_mean, response_median_millis as median, response_working_median_millis as working_median,
                (document -> 'response' ->> 'p90Millis')::bigint as p90,
                (document -> 'responseDeadline' ->> 'met')::bigint as met,
                (document -> 'responseDeadline' ->> 'missed')::bigint as missed
            from otklik.municipality_metrics
            where period_kind = ? and period_label = ? and source = ? and (? = '' or region_id = ?)
            """;
    private static final String REGION_FIGURES = """
            select subject_id as id, subject_name as name, subject_id as region_id, registered, open, overdue, rework_share,
                rating_mean, response_median_millis as median, response_working_median_millis as working_median,
                (document -> 'response' ->> 'p90Millis')::bigint as p90,
                (document -> 'responseDeadline' ->> 'met')::bigint as met,
                (document -> 'responseDeadline' ->> 'missed')::bigint as missed
            from otklik.region_metrics
            where period_kind = ? and period_label = ? and source = ? and scope = 'REGION' and (? = '' or subject_id = ?)
            """;

    private final Database database;

    Leaderboards(Database database) {
        this.database = database;
    }

    ObjectNode answer(Query query) throws SQLException {
        Period period = Period.of(query);
        String region = query.matching("region", REGION);
        String kind = query.oneOf("kind", KINDS);
        String group = query.oneOf("group", GROUPS);
        String source = query.oneOf("source", SOURCES);
        boolean isOfRegions = region.equals("RU");
        String only = region.matches("\\d+") ? region : "";

        Map<String, ObjectNode> figures = figures(isOfRegions, period, source, only);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode boards = answer.putArray("boards");
        ArrayNode rows = answer.putArray("rows");
        ArrayNode fewData = answer.putArray("fewData");
        database.rows(
                BOARDS.formatted(period.boardTable()),
                row -> addBoard(read(row.getString(1)), figures, boards, rows, fewData),
                isOfRegions ? "COUNTRY_REGIONS" : "REGION_MUNICIPALITIES",
                only,
                only,
                kind,
                period.kind(),
                period.label(),
                group,
                group);
        answer.put("hash", hash(boards));
        return answer;
    }

    /** The content hash of the board; of several boards the SHA-256 of their hashes, one a line, in the order of the answer. */
    private static String hash(ArrayNode boards) {
        if (boards.size() == 1) {
            return boards.get(0).path("contentHash").asText();
        }
        StringBuilder hashes = new StringBuilder();
        boards.forEach(
                board -> hashes.append(board.path("contentHash").asText()).append('\n'));
        return Reply.sha256(hashes.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a board of a load group belongs to the choice of groups. */
    static boolean isOfGroup(String group, String chosen) {
        return group.equals(chosen) || (chosen.equals(PEERS) && !group.equals("ALL"));
    }

    private Map<String, ObjectNode> figures(boolean isOfRegions, Period period, String source, String only)
            throws SQLException {
        Map<String, ObjectNode> figures = new HashMap<>();
        database.rows(
                isOfRegions ? REGION_FIGURES : FIGURES,
                row -> figures.put(row.getString("id"), figures(row)),
                period.kind(),
                period.label(),
                source,
                only,
                only);
        return figures;
    }

    private static ObjectNode figures(ResultSet row) throws SQLException {
        ObjectNode figures = JsonNodeFactory.instance.objectNode();
        for (String count : List.of("registered", "open", "overdue", "median", "working_median", "p90")) {
            long value = row.getLong(count);
            figures.put(count.equals("working_median") ? "workingMedian" : count, row.wasNull() ? null : value);
        }
        figures.put("rework", row.getBigDecimal("rework_share")).put("rating", row.getBigDecimal("rating_mean"));
        long met = row.getLong("met");
        long missed = row.getLong("missed");
        figures.put("due", met + missed);
        Share share = Share.of(met, missed);
        figures.put("share", share == null ? null : rounded(share.value()));
        figures.put("shareLow", share == null ? null : rounded(share.low()));
        figures.put("shareHigh", share == null ? null : rounded(share.high()));
        return figures;
    }

    private static void addBoard(
            JsonNode document, Map<String, ObjectNode> figures, ArrayNode boards, ArrayNode rows, ArrayNode fewData) {
        ObjectNode head = boards.addObject();
        String region = document.path("board").path("subject").asText();
        String group = document.path("board").path("group").asText();
        head.put("region", region).put("group", group);
        for (String field :
                List.of("period", "status", "revision", "eventTime", "methodology", "reference", "contentHash")) {
            head.set(field, document.path(field));
        }
        for (JsonNode entry : document.path("entries")) {
            ObjectNode row = row(entry, region, group, figures);
            for (String field : List.of(
                    "place", "score", "zone", "placeChange", "previousPlace", "placeHigh", "placeLow", "band")) {
                if (entry.hasNonNull(field)) {
                    row.set(field, entry.path(field));
                }
            }
            ArrayNode parts = row.putArray("parts");
            for (JsonNode part : entry.path("contributions")) {
                parts.addArray()
                        .add(part.path("indicator"))
                        .add(part.path("value"))
                        .add(part.path("score"))
                        .add(part.path("weight"))
                        .add(part.path("cases"));
            }
            row.put("advice", entry.path("recommendations").size());
            rows.add(row);
        }
        for (JsonNode entry : document.path("notRanked")) {
            fewData.add(row(entry, region, group, figures)
                    .put("reason", entry.path("reason").asText()));
        }
    }

    private static ObjectNode row(JsonNode entry, String region, String group, Map<String, ObjectNode> figures) {
        String id = entry.path("id").asText();
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", id)
                .put("name", entry.path("name").asText())
                .put("region", region)
                .put("group", group);
        @Nullable ObjectNode known = figures.get(id);
        if (known != null) {
            row.setAll(known);
        }
        return row;
    }

    private static double rounded(double share) {
        return Math.round(share * 1e4) / 1e4;
    }

    static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
