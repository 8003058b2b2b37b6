package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import ru.otklik.schemas.Tables;

/** The golden samples of alerts and of a report on a quarter, as rows. */
final class GoldenRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN = Path.of("../schemas/src/test/resources/golden/v1");

    private GoldenRows() {}

    static void write(Connection writer) throws SQLException, IOException {
        for (String file : new String[] {"alerts-firing.json", "alerts-resolved.json"}) {
            writeAlert(writer, file);
        }
        writeSnapshot(writer);
        writer.commit();
    }

    private static void writeAlert(Connection writer, String file) throws SQLException, IOException {
        String text = Files.readString(GOLDEN.resolve(file)).strip();
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
