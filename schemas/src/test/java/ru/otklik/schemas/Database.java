package ru.otklik.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.flywaydb.core.Flyway;

/** A PostgreSQL server of a test, with the migrations applied to one database. */
final class Database implements AutoCloseable {
    private final EmbeddedPostgres server;

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    static Database start() throws IOException {
        return new Database(EmbeddedPostgres.start());
    }

    /** Applies all migrations as the user, and returns how many were applied. */
    int migrate(String user, String database) {
        return Flyway.configure()
                .dataSource(server.getJdbcUrl(user, database), user, "")
                .schemas("otklik")
                .load()
                .migrate()
                .migrationsExecuted;
    }

    Connection connect(String user, String database) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl(user, database), user, "");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first row, its columns joined by a blank; several rows by a semicolon. */
    static String query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var all = new StringJoiner("; ");
            while (rows.next()) {
                var row = new StringJoiner(" ");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                all.add(row.toString());
            }
            return all.toString();
        }
    }

    /** What guards a row, in the order of the guard. */
    record Version(int edition, int finality, int revision, String eventTime, String hash) {}

    static void upsertMetrics(Connection connection, Version version, JsonNode record) throws SQLException {
        upsert(
                connection,
                Tables.UPSERT_MUNICIPALITY_METRICS,
                List.of(
                        record.at("/municipality/id").textValue(),
                        record.at("/period/kind").textValue(),
                        record.at("/period/label").textValue(),
                        record.get("source").textValue()),
                version,
                version.finality() == 0 ? "PRELIMINARY" : version.revision() == 0 ? "FINAL" : "REVISED",
                record);
    }

    /** Writes other figures of a municipality; further parts of the key are given as pointers into the record. */
    static void upsertMunicipal(
            Connection connection, String statement, Version version, JsonNode record, String... further)
            throws SQLException {
        var key = new ArrayList<String>();
        for (String pointer : List.of("/municipality/id", "/period/kind", "/period/label")) {
            key.add(record.at(pointer).textValue());
        }
        for (String pointer : further) {
            key.add(record.at(pointer).textValue());
        }
        upsert(connection, statement, key, version, version.revision() == 0 ? "FINAL" : "REVISED", record);
    }

    /** Writes merged figures; the first two parts of the key are given as pointers into the record. */
    static void upsertMerged(
            Connection connection, String statement, Version version, JsonNode record, String first, String second)
            throws SQLException {
        List<String> key = List.of(
                record.at(first).textValue(),
                record.at(second).textValue(),
                record.at("/period/kind").textValue(),
                record.at("/period/label").textValue(),
                record.get("source").textValue());
        upsert(connection, statement, key, version, version.revision() == 0 ? "FINAL" : "REVISED", record);
    }

    static void upsertBoard(Connection connection, String statement, Version version, String status, JsonNode record)
            throws SQLException {
        var key = new ArrayList<String>();
        for (String field : List.of("scope", "subject", "group", "kind")) {
            key.add(record.get("board").get(field).textValue());
        }
        key.add(record.at("/period/kind").textValue());
        key.add(record.at("/period/label").textValue());
        upsert(connection, statement, key, version, status, record);
    }

    static void upsertSnapshot(Connection connection, Version version, JsonNode record) throws SQLException {
        List<String> key = List.of(
                record.at("/region/code").textValue(),
                record.at("/period/label").textValue());
        upsert(connection, Tables.UPSERT_QUARTER_SNAPSHOT, key, version, "REVISED", record);
    }

    /** Writes a step of an alert under a hash that need not be its own. */
    static void upsertAlert(Connection connection, String hash, JsonNode record) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Tables.UPSERT_ALERT)) {
            statement.setString(1, record.get("alertId").textValue());
            statement.setInt(2, record.get("edition").intValue());
            statement.setInt(3, 1);
            statement.setInt(4, record.get("revision").intValue());
            statement.setString(5, record.get("at").textValue());
            statement.setString(6, hash);
            statement.setString(7, record.get("state").textValue());
            statement.setString(8, record.get("since").textValue());
            statement.setString(9, record.get("firedAt").textValue());
            statement.setString(10, record.toString());
            statement.executeUpdate();
        }
    }

    private static void upsert(
            Connection connection, String sql, List<String> key, Version version, String status, JsonNode record)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 1;
            for (String part : key) {
                statement.setString(at++, part);
            }
            statement.setInt(at++, version.edition());
            statement.setInt(at++, version.finality());
            statement.setInt(at++, version.revision());
            statement.setString(at++, version.eventTime());
            statement.setString(at++, version.hash());
            statement.setString(at++, status);
            statement.setString(at++, record.at("/period/start").textValue());
            statement.setString(at++, record.at("/period/end").textValue());
            statement.setString(at, record.toString());
            statement.executeUpdate();
        }
    }

    /** The sample with another number of registered incidents, to tell rows apart. */
    static JsonNode registering(JsonNode sample, int registered) {
        return ((ObjectNode) sample.deepCopy()).put("registered", registered);
    }
}
