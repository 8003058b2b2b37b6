package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import ru.otklik.schemas.Tables;

/** The golden samples of alerts and of a report on a quarter, as rows. */
final class GoldenRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN = Path.of("../schemas/src/test/resources/golden/v1");

    private GoldenRows() {}

    static void write(Connection writer) throws SQLException, IOException {
        String firing = Files.readString(GOLDEN.resolve("alerts-firing.json")).strip();
        writeAlert(writer, firing);
        writeAlert(
                writer, Files.readString(GOLDEN.resolve("alerts-resolved.json")).strip());
        writeAlert(writer, stale(firing));
        for (int minutes : new int[] {20, 50, 90}) {
            writeAlert(writer, near(firing, minutes, minutes == 50));
        }
        writeAttribution(writer);
        writeSnapshot(writer);
        writer.commit();
    }

    private static String stale(String firing) {
        return firing.replace("1c70ada8", "1c70ada9")
                .replace("\"FIRING\"", "\"STALE\"")
                .replace("\"stale\":false", "\"stale\":true");
    }

    /** An incident whose deadline is some minutes after the event time of the live boards. */
    private static String near(String firing, int minutes, boolean isHidden) throws IOException {
        ObjectNode step = (ObjectNode) JSON.readTree(firing);
        Instant now = Instant.parse(SeededFigures.EVENT_TIME);
        step.put("alertId", step.path("alertId").asText().replaceFirst("^..", Integer.toString(minutes)))
                .put("at", now.toString())
                .put("eventTime", now.toString())
                .put("firedAt", now.toString())
                .put("rule", "deadline-near")
                .put("ruleKind", "INCIDENT_DEADLINE_NEAR")
                .put("state", isHidden ? "SUPPRESSED" : "FIRING")
                .put("unit", "MILLIS")
                .put("threshold", 2 * 3_600_000)
                .put("value", minutes * 60_000)
                .put("text", "Усинск: до срока ответа на обращение im-" + minutes + " осталось " + minutes + " мин");
        step.putNull("recovery")
                .putObject("deadline")
                .put("stage", "RESPONSE")
                .put("due", now.plus(Duration.ofMinutes(minutes)).toString());
        step.withObjectProperty("subject").put("type", "INCIDENT").put("incidentId", "im-" + minutes);
        if (isHidden) {
            step.putArray("suppressedBy")
                    .addObject()
                    .put("kind", "QUIET_HOURS")
                    .putNull("id")
                    .putNull("comment");
        }
        return step.toString();
    }

    private static void writeAlert(Connection writer, String text) throws SQLException, IOException {
        JsonNode step = JSON.readTree(text);
        try (PreparedStatement upsert = writer.prepareStatement(Tables.UPSERT_ALERT)) {
            upsert.setString(1, step.path("alertId").asText());
            setVersion(upsert, 2, step, step.path("revision").asInt());
            upsert.setString(8, step.path("since").asText());
            upsert.setString(9, step.path("firedAt").asText());
            upsert.setString(10, text);
            upsert.setString(7, step.path("state").asText());
            upsert.executeUpdate();
        }
    }

    /** The sample as if it were of the newest quarter of the municipality that tests look at. */
    private static void writeAttribution(Connection writer) throws SQLException, IOException {
        String text = Files.readString(GOLDEN.resolve("metrics.attribution-hours.json"))
                .strip();
        JsonNode document = JSON.readTree(text);
        try (PreparedStatement upsert = writer.prepareStatement(Tables.UPSERT_ATTRIBUTION_METRICS)) {
            int at = 0;
            for (String key : new String[] {"87701000", "QUARTER", "2026-Q3", "ALL"}) {
                upsert.setString(++at, key);
            }
            setVersion(upsert, 5, document, document.path("revision").asInt());
            upsert.setString(10, "REVISED");
            upsert.setString(11, document.path("period").path("start").asText());
            upsert.setString(12, document.path("period").path("end").asText());
            upsert.setString(13, text);
            upsert.executeUpdate();
        }
    }

    /** The sample is revision 1; as revision 0 goes the same with another number of signals. */
    private static void writeSnapshot(Connection writer) throws SQLException, IOException {
        String text = Files.readString(GOLDEN.resolve("snapshots.quarter-revised.json"))
                .strip();
        writeSnapshot(writer, text, "REVISED");
        writeSnapshot(
                writer,
                text.replaceFirst("\"revision\":1,\"status\":\"REVISED\"", "\"revision\":0,\"status\":\"FINAL\"")
                        .replace("\"responded\":790", "\"responded\":788"),
                "FINAL");
    }

    private static void writeSnapshot(Connection writer, String text, String status) throws SQLException, IOException {
        JsonNode document = JSON.readTree(text);
        try (PreparedStatement upsert = writer.prepareStatement(Tables.UPSERT_QUARTER_SNAPSHOT)) {
            upsert.setString(1, document.path("region").path("code").asText());
            upsert.setString(2, document.path("period").path("label").asText());
            setVersion(upsert, 3, document, document.path("revision").asInt());
            upsert.setString(8, status);
            upsert.setString(9, document.path("period").path("start").asText());
            upsert.setString(10, document.path("period").path("end").asText());
            upsert.setString(11, text);
            upsert.executeUpdate();
        }
    }

    private static void setVersion(PreparedStatement upsert, int from, JsonNode record, int revision)
            throws SQLException {
        upsert.setInt(from, record.path("edition").asInt());
        upsert.setInt(from + 1, 1);
        upsert.setInt(from + 2, revision);
        upsert.setString(from + 3, record.path("eventTime").asText());
        upsert.setString(from + 4, record.path("contentHash").asText());
    }
}
