package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ru.otklik.snapshot.Snapshot;
import ru.otklik.snapshot.SnapshotFormats;

/** Reports on quarters: which there are, their files, and what a revision changed. */
final class Snapshots {
    private static final Pattern CODE = Pattern.compile("\\d{8}");
    private static final Pattern QUARTER = Pattern.compile("\\d{4}-Q[1-4]");
    private static final Map<String, String> TYPES = Map.of(
            "json", "application/json; charset=utf-8",
            "csv", "text/csv; charset=utf-8",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "html", "text/html; charset=utf-8");
    private static final String LIST = """
            select region_id, region_name, period_label, edition, revision, status, event_time, content_hash, previous_hash,
                methodology, reference, ranked, registered, response_mean_millis
            from otklik.quarter_snapshot
            where ? = '' or region_id = ?
            order by period_label desc, region_name, edition desc, revision desc
            limit 1000
            """;
    private static final String ONE = """
            select document::text from otklik.quarter_snapshot
            where region_id = ? and period_label = ? and edition = ? and revision = ?
            """;
    /** Figures whose change is told, by a JSON pointer of the figures of a municipality. */
    private static final List<String> COMPARED = List.of(
            "/registered",
            "/responded",
            "/resolved",
            "/response/medianMillis",
            "/responseDeadline/missed",
            "/resolutionDeadline/missed",
            "/overdue");

    private final Database database;

    Snapshots(Database database) {
        this.database = database;
    }

    ObjectNode list(Query query) throws SQLException {
        String region = query.matching("region", Leaderboards.REGION);
        String only = region.matches("\\d+") ? region : "";
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode snapshots = answer.putArray("snapshots");
        database.rows(
                LIST,
                row -> {
                    ObjectNode node = snapshots.addObject();
                    node.put("region", row.getString("region_id")).put("name", row.getString("region_name"));
                    node.put("quarter", row.getString("period_label")).put("edition", row.getInt("edition"));
                    node.put("revision", row.getInt("revision")).put("status", row.getString("status"));
                    node.put(
                            "eventTime",
                            row.getTimestamp("event_time").toInstant().toString());
                    node.put("contentHash", row.getString("content_hash"));
                    node.put("previousHash", row.getString("previous_hash"));
                    node.put("methodology", row.getString("methodology")).put("reference", row.getString("reference"));
                    node.put("ranked", row.getInt("ranked")).put("registered", row.getLong("registered"));
                    long mean = row.getLong("response_mean_millis");
                    node.put("responseMean", row.wasNull() ? null : mean);
                },
                only,
                only);
        return answer;
    }

    /** One of the files that the renderer makes of the document: the same bytes as {@code snapshot render}. */
    @Nullable
    Reply file(Query query) throws SQLException {
        String format = query.oneOf("format", new TreeSet<>(TYPES.keySet()));
        int revision = query.number("revision");
        Snapshot snapshot = find(query, revision).orElse(null);
        if (snapshot == null) {
            return null;
        }
        byte[] file = SnapshotFormats.of(snapshot).getOrDefault(format, new byte[0]);
        String name = snapshot.region() + "-" + snapshot.quarter() + "-r" + revision + "." + format;
        return Reply.of(200, TYPES.getOrDefault(format, ""), file, name);
    }

    /** What a revision changed against the one before: places and figures, municipality by municipality. */
    @Nullable
    ObjectNode difference(Query query) throws SQLException {
        int revision = query.number("revision");
        Snapshot now = find(query, revision).orElse(null);
        Snapshot before = revision == 0 ? null : find(query, revision - 1).orElse(null);
        if (now == null) {
            return null;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("revision", revision).put("contentHash", now.contentHash()).put("isSound", now.isSound());
        answer.put("before", before == null ? null : before.contentHash());
        ArrayNode changes = answer.putArray("changes");
        if (before != null) {
            Map<String, Map<String, JsonNode>> old = values(before);
            values(now).forEach((id, values) -> {
                Map<String, JsonNode> earlier = old.getOrDefault(id, Map.of());
                values.forEach((what, value) -> addChange(changes, values, what, earlier.get(what), value));
            });
        }
        return answer;
    }

    private static void addChange(
            ArrayNode changes, Map<String, JsonNode> values, String what, @Nullable JsonNode before, JsonNode after) {
        JsonNode earlier = before == null ? JsonNodeFactory.instance.nullNode() : before;
        if (!what.equals("name") && !earlier.equals(after)) {
            ObjectNode change = changes.addObject();
            change.set("name", values.getOrDefault("name", JsonNodeFactory.instance.nullNode()));
            change.put("what", what);
            change.set("before", earlier);
            change.set("after", after);
        }
    }

    /** By municipality, then by what it is; texts of numbers do not matter, numbers do. */
    private static Map<String, Map<String, JsonNode>> values(Snapshot snapshot) {
        Map<String, Map<String, JsonNode>> values = new TreeMap<>();
        for (JsonNode figures : snapshot.tree().path("metrics")) {
            if (figures.path("source").asText().equals("ALL")) {
                Map<String, JsonNode> own = new LinkedHashMap<>();
                own.put("name", figures.path("municipality").path("name"));
                COMPARED.forEach(pointer -> own.put(pointer.substring(1), figures.at(pointer)));
                values.put(figures.path("municipality").path("id").asText(), own);
            }
        }
        for (JsonNode board : snapshot.tree().path("boards")) {
            JsonNode name = board.path("board");
            if (name.path("kind").asText().equals("OVERALL")
                    && name.path("group").asText().equals("ALL")) {
                for (JsonNode entry : board.path("entries")) {
                    Map<String, JsonNode> own =
                            values.computeIfAbsent(entry.path("id").asText(), any -> new LinkedHashMap<>());
                    own.putIfAbsent("name", entry.path("name"));
                    own.put("place", entry.path("place"));
                    own.put("score", entry.path("score"));
                }
            }
        }
        return values;
    }

    private Optional<Snapshot> find(Query query, int revision) throws SQLException {
        String region = query.matching("region", CODE);
        String quarter = query.matching("quarter", QUARTER);
        int edition = query.number("edition");
        return database.read(connection -> {
            try (PreparedStatement one = connection.prepareStatement(ONE)) {
                one.setString(1, region);
                one.setString(2, quarter);
                one.setInt(3, edition);
                one.setInt(4, revision);
                try (ResultSet row = one.executeQuery()) {
                    return row.next() ? Optional.of(Snapshot.parse(row.getString(1))) : Optional.empty();
                }
            }
        });
    }
}
