package ru.otklik.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.schemas.Database.Version;

/** All tables on a real PostgreSQL; one file, since starting a database costs more than all of the tests. */
class MigrationsITCase {
    private static final int MIGRATIONS = 10;
    private static final String TEN = "2023-04-30T10:00:00.001Z";
    private static final String ELEVEN = "2023-04-30T11:00:00.000Z";
    private static final String CONFLICTS =
            "SELECT relation, (SELECT count(*) FROM jsonb_object_keys(row_key)) FROM otklik.revision_conflict";
    private static final String HASH = "a".repeat(64);
    private static final String OTHER_HASH = "b".repeat(64);
    private static final JsonNode MONTH = Contracts.json(Contracts.sample("metrics.municipality-month"));
    private static final JsonNode QUARTER = Contracts.json(Contracts.sample("rankings-quarter"));
    private static final JsonNode LIVE = Contracts.json(Contracts.sample("rankings-live"));

    /** A revision, an older value that must not replace it, and another content of the very same version. */
    private static final List<Version> VERSIONS = List.of(
            new Version(0, 1, 1, TEN, HASH), new Version(0, 1, 0, ELEVEN, HASH), new Version(0, 1, 1, TEN, OTHER_HASH));

    private static Database database;
    private static int applied;
    private Connection owner;
    private Connection writer;
    private Connection reader;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = Database.start();
        try (Connection connection = database.connect("postgres", "postgres")) {
            Database.run(connection, "CREATE ROLE migrator LOGIN CREATEROLE");
            Database.run(connection, "GRANT CREATE ON DATABASE postgres TO migrator");
            applied = database.migrate("migrator", "postgres");
            Database.run(connection, "CREATE ROLE job LOGIN IN ROLE otklik_writer");
            Database.run(connection, "CREATE ROLE dashboard LOGIN IN ROLE otklik_reader");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        owner = database.connect("postgres", "postgres");
        writer = database.connect("job", "postgres");
        reader = database.connect("dashboard", "postgres");
        Database.run(
                owner,
                "TRUNCATE otklik.municipality_metrics, otklik.authority_metrics, otklik.region_metrics, otklik.board, "
                        + "otklik.live_board, otklik.quarter_snapshot, otklik.alert, otklik.attribution_metrics, otklik.page_metrics, "
                        + "otklik.revision_conflict");
    }

    @AfterEach
    void disconnect() throws SQLException {
        owner.close();
        writer.close();
        reader.close();
    }

    @Test
    void appliesOnceForAUserWhoMayCreateRoles() {
        assertThat(applied).isEqualTo(MIGRATIONS);
        assertThat(database.migrate("migrator", "postgres")).isZero();
    }

    @Test
    void appliesForASuperuserWhereTheRolesExist() throws SQLException {
        Database.run(owner, "CREATE DATABASE second");

        assertThat(database.migrate("postgres", "second")).isEqualTo(MIGRATIONS);
    }

    @Test
    void appliesForAUserWhoMayOnlyActAsTheOwner() throws SQLException {
        Database.run(owner, "CREATE DATABASE third");
        Database.run(owner, "CREATE ROLE member LOGIN IN ROLE otklik_owner");
        try (Connection third = database.connect("postgres", "third")) {
            Database.run(third, "CREATE SCHEMA otklik AUTHORIZATION otklik_owner");
        }

        assertThat(database.migrate("member", "third")).isEqualTo(MIGRATIONS);
    }

    @Test
    void everyTableColumnAndViewIsDescribed() throws SQLException {
        assertThat(Database.query(owner, """
                                SELECT c.relname, a.attname
                                FROM pg_class c
                                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                WHERE c.relnamespace = 'otklik'::regnamespace AND c.relkind IN ('r', 'v')
                                    AND c.relname NOT LIKE 'flyway%'
                                    AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)
                                """)).isEmpty();
        assertThat(Database.query(owner, """
                                SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
                                WHERE relnamespace = 'otklik'::regnamespace AND relkind IN ('r', 'v')
                                    AND pg_get_userbyid(relowner) = 'otklik_owner'
                                """))
                .isEqualTo(
                        "alert attribution_metrics authority_metrics board leaderboard live_board live_leaderboard municipality_metrics"
                                + " page_metrics quarter_snapshot region_metrics revision_conflict");
    }

    /* The row there is (1, 1, 1, 10:00:00.001, HASH) with 1 registered; the update brings 2. */
    @ParameterizedTest(name = "edition {0}, finality {1}, revision {2}, {3}, other hash {4}: {5}, conflicts {6}")
    @CsvSource({
        "1, 1, 1, 2023-04-30T10:00:00.001Z, false, stays, 0",
        "1, 1, 1, 2023-04-30T13:00:00.001+03:00, true, stays, 1",
        "1, 1, 1, 2023-04-30T10:00:00.002Z, true, goes, 0",
        "1, 1, 1, 2023-04-30T10:00:00.002Z, false, goes, 0",
        "1, 1, 1, 2023-04-30T10:00:00.000Z, true, stays, 0",
        "1, 1, 2, 2023-04-30T09:00:00.000Z, true, goes, 0",
        "1, 1, 0, 2023-04-30T11:00:00.000Z, true, stays, 0",
        "1, 0, -1, 2023-04-30T11:00:00.000Z, true, stays, 0",
        "1, 0, 2, 2023-04-30T11:00:00.000Z, true, stays, 0",
        "2, 0, -1, 2023-04-30T09:00:00.000Z, true, goes, 0",
        "0, 1, 9, 2023-04-30T11:00:00.000Z, true, stays, 0"
    })
    void guardsMetrics(
            int edition, int finality, int revision, String eventTime, boolean other, String outcome, int conflicts)
            throws SQLException {
        var update = new Version(edition, finality, revision, eventTime, other ? OTHER_HASH : HASH);
        Database.upsertMetrics(writer, new Version(1, 1, 1, TEN, HASH), Database.registering(MONTH, 1));

        Database.upsertMetrics(writer, update, Database.registering(MONTH, 2));

        assertThat(Database.query(reader, "SELECT registered FROM otklik.municipality_metrics"))
                .isEqualTo(outcome.equals("goes") ? "2" : "1");
        assertThat(Database.query(reader, "SELECT count(*) FROM otklik.revision_conflict"))
                .isEqualTo(Integer.toString(conflicts));
    }

    @Test
    void recordsWhatAConflictIsAbout() throws SQLException {
        Database.upsertMetrics(writer, new Version(1, 1, 1, TEN, HASH), MONTH);
        Database.upsertMetrics(writer, new Version(1, 1, 1, TEN, OTHER_HASH), MONTH);

        assertThat(Database.query(reader, """
                                SELECT relation, row_key ->> 'municipality_id', row_key ->> 'period_label',
                                    row_key ->> 'source', (SELECT count(*) FROM jsonb_object_keys(row_key)),
                                    edition, finality, revision, kept_hash, refused_hash
                                FROM otklik.revision_conflict
                                """))
                .isEqualTo("municipality_metrics 87723000 2023-04 ALL 4 1 1 1 " + HASH + " " + OTHER_HASH);
    }

    @Test
    void typedColumnsComeOutOfTheDocument() throws SQLException {
        Database.upsertMetrics(writer, new Version(0, 1, 0, TEN, HASH), MONTH);
        Database.upsertMetrics(
                writer,
                new Version(0, 1, 0, TEN, HASH),
                Contracts.json(Contracts.sample("metrics.municipality-silent")));

        assertThat(Database.query(reader, """
                                SELECT region_id, municipality_name, registered, registered_per_10k, response_mean_millis,
                                    response_compliance, open, overdue, extract(epoch FROM period_start)::bigint,
                                    extract(epoch FROM event_time)
                                FROM otklik.municipality_metrics ORDER BY registered
                                """))
                .isEqualTo("87000000 Ижемский 0 0 null null 0 0 1681794900 1682848800.001000; "
                        + "87000000 Усинск 812 213.4 9132455 0.9706 172 9 1680296400 1682848800.001000");
    }

    @Test
    void guardsFiguresOfAuthorities() throws SQLException {
        for (String sample : new String[] {"metrics.authority-month", "metrics.authority-unknown"}) {
            JsonNode record = Contracts.json(Contracts.sample(sample));
            for (Version version : VERSIONS) {
                Database.upsertMerged(
                        writer,
                        Tables.UPSERT_AUTHORITY_METRICS,
                        version,
                        Database.registering(record, version.revision()),
                        "/authority/region",
                        "/authority/id");
            }
        }

        assertThat(Database.query(reader, """
                                SELECT region_id, authority_id, authority_kind, authority_name IS NULL, registered, revision
                                FROM otklik.authority_metrics ORDER BY authority_id
                                """))
                .isEqualTo("87000000 komi-minstroy OIV f 1 1; 87000000 nobody-knows null t 1 1");
        assertThat(
                        Database.query(
                                reader,
                                "SELECT relation, (SELECT count(*) FROM jsonb_object_keys(row_key)) FROM otklik.revision_conflict"))
                .isEqualTo("authority_metrics 5; authority_metrics 5");
    }

    @Test
    void guardsFiguresByRegistrationAndByDueDate() throws SQLException {
        JsonNode record = Contracts.json(Contracts.sample("metrics.attribution-revised"));
        for (Version version : VERSIONS) {
            ObjectNode told = record.deepCopy();
            ((ObjectNode) told.get("byRegistration")).put("registered", version.revision());
            Database.upsertMunicipal(writer, Tables.UPSERT_ATTRIBUTION_METRICS, version, told, "/source");
        }

        assertThat(Database.query(
                        reader,
                        "SELECT municipality_id, period_label, source, region_id, cohort_registered, revision,"
                                + " cohort_responded = (document -> 'byRegistration' ->> 'responded')::bigint,"
                                + " due_response_compliance = (document -> 'byDueDate' -> 'responseDeadline' ->> 'compliance')::numeric"
                                + " FROM otklik.attribution_metrics"))
                .isEqualTo(String.join(
                        " ",
                        record.at("/municipality/id").asText(),
                        record.at("/period/label").asText(),
                        record.path("source").asText(),
                        "87000000 1 1 t t"));
        assertThat(Database.query(reader, CONFLICTS)).isEqualTo("attribution_metrics 4");
    }

    @Test
    void guardsFiguresOfPages() throws SQLException {
        JsonNode record = Contracts.json(Contracts.sample("metrics.pages-month"));
        for (Version version : VERSIONS) {
            ObjectNode told = record.deepCopy();
            told.put("posts", version.revision());
            Database.upsertMunicipal(writer, Tables.UPSERT_PAGE_METRICS, version, told);
        }

        assertThat(
                        Database.query(
                                reader,
                                "SELECT municipality_id, period_label, region_id, municipality_name, pages, reports, posts, views,"
                                        + " comments, comments_answered, answered_share, subscribers, revision FROM otklik.page_metrics"))
                .isEqualTo("87723000 2023-04 87000000 Усинск 3 90 1 1480250 930 840 0.9032 40211 1");
        assertThat(Database.query(reader, CONFLICTS)).isEqualTo("page_metrics 3");
    }

    @Test
    void guardsFiguresOfRegions() throws SQLException {
        JsonNode country = Contracts.json(Contracts.sample("metrics.region-country"));
        for (Version version : VERSIONS) {
            Database.upsertMerged(
                    writer,
                    Tables.UPSERT_REGION_METRICS,
                    version,
                    Database.registering(country, version.revision()),
                    "/subject/scope",
                    "/subject/id");
        }

        assertThat(Database.query(
                        reader,
                        "SELECT scope, subject_id, subject_name, registered, revision FROM otklik.region_metrics"))
                .isEqualTo("COUNTRY RU Россия 1 1");
        assertThat(
                        Database.query(
                                reader,
                                "SELECT relation, (SELECT count(*) FROM jsonb_object_keys(row_key)) FROM otklik.revision_conflict"))
                .isEqualTo("region_metrics 5");
    }

    @Test
    void guardsBoardsAndShowsTheirEntries() throws SQLException {
        Database.upsertBoard(writer, Tables.UPSERT_BOARD, new Version(0, 1, 1, TEN, HASH), "REVISED", QUARTER);
        Database.upsertBoard(writer, Tables.UPSERT_BOARD, new Version(0, 1, 0, ELEVEN, HASH), "FINAL", QUARTER);
        Database.upsertBoard(writer, Tables.UPSERT_BOARD, new Version(0, 1, 1, TEN, OTHER_HASH), "REVISED", QUARTER);

        assertThat(
                        Database.query(
                                reader,
                                "SELECT line, place, name, score, zone, previous_place, status FROM otklik.leaderboard ORDER BY line"))
                .isEqualTo("1 1 Усинск 88.5 GREEN 2 REVISED; 2 2 Сыктывкар 64.1 YELLOW null REVISED");
        assertThat(Database.query(reader, "SELECT ranked, not_ranked, revision FROM otklik.board"))
                .isEqualTo("2 1 1");
        assertThat(
                        Database.query(
                                reader,
                                "SELECT relation, (SELECT count(*) FROM jsonb_object_keys(row_key)) FROM otklik.revision_conflict"))
                .isEqualTo("board 6");
    }

    @Test
    void theFirstDocumentOfARevisionStays() throws SQLException {
        JsonNode document = Contracts.json(Contracts.sample("snapshots.quarter-revised"));
        Database.upsertSnapshot(writer, new Version(0, 1, 1, TEN, HASH), document);
        Database.upsertSnapshot(writer, new Version(0, 1, 1, TEN, HASH), document);
        Database.upsertSnapshot(writer, new Version(0, 1, 2, ELEVEN, OTHER_HASH), document);

        assertThat(Database.query(
                        reader,
                        "SELECT revision, region_name, registered, ranked, response_mean_millis, left(previous_hash, 2)"
                                + " FROM otklik.quarter_snapshot ORDER BY revision"))
                .isEqualTo("1 Республика Коми 812 2 10620000 bb; 2 Республика Коми 812 2 10620000 bb");
        assertThat(Database.query(reader, "SELECT document::text FROM otklik.quarter_snapshot WHERE revision = 1"))
                .isEqualTo(document.toString());
        assertThat(Database.query(reader, "SELECT count(*) FROM otklik.revision_conflict"))
                .isEqualTo("0");

        Database.upsertSnapshot(writer, new Version(0, 1, 1, ELEVEN, OTHER_HASH), document);

        assertThat(Database.query(reader, "SELECT content_hash FROM otklik.quarter_snapshot WHERE revision = 1"))
                .isEqualTo(HASH);
        assertThat(Database.query(reader, "SELECT relation, kept_hash FROM otklik.revision_conflict"))
                .isEqualTo("quarter_snapshot " + HASH);
    }

    @Test
    void everyStepOfAnAlertStays() throws SQLException {
        Database.upsertAlert(writer, HASH, Contracts.json(Contracts.sample("alerts-firing")));
        Database.upsertAlert(writer, HASH, Contracts.json(Contracts.sample("alerts-resolved")));
        Database.upsertAlert(writer, OTHER_HASH, Contracts.json(Contracts.sample("alerts-resolved")));

        assertThat(Database.query(
                        reader,
                        "SELECT revision, status, rule_kind, municipality_id, incident_id, value, deliver FROM otklik.alert"
                                + " ORDER BY revision"))
                .isEqualTo("0 FIRING SLOW_RESPONDER 87723000 null 25020000 t;"
                        + " 2 RESOLVED INCIDENT_OVERDUE 87723000 im-118204417 11400000 t");
        assertThat(Database.query(reader, "SELECT relation, kept_hash FROM otklik.revision_conflict"))
                .isEqualTo("alert " + HASH);
    }

    @ParameterizedTest(name = "{0}: score {1}")
    @CsvSource({"2023-04-30T10:00:00.000Z, 213.4", "2023-04-30T10:00:00.001Z, 7", "2023-04-30T10:00:00.002Z, 7"})
    void theLatestLiveBoardWins(String eventTime, String score) throws SQLException {
        ObjectNode newer = LIVE.deepCopy();
        ((ObjectNode) newer.at("/entries/0")).put("score", 7);
        Database.upsertBoard(writer, Tables.UPSERT_LIVE_BOARD, new Version(0, 0, 0, TEN, HASH), "LIVE", LIVE);

        Database.upsertBoard(
                writer, Tables.UPSERT_LIVE_BOARD, new Version(0, 0, 0, eventTime, OTHER_HASH), "LIVE", newer);

        assertThat(Database.query(reader, "SELECT score FROM otklik.live_leaderboard"))
                .isEqualTo(score);
        assertThat(Database.query(reader, "SELECT count(*) FROM otklik.revision_conflict"))
                .isEqualTo("0");
    }

    @Test
    void refusesADocumentWithNulUnlessItIsMadeStorable() throws SQLException {
        ObjectNode nul = MONTH.deepCopy();
        ((ObjectNode) nul.get("topics")).put("a\u0000b", 1);
        var version = new Version(0, 1, 0, TEN, HASH);

        assertThatThrownBy(() -> Database.upsertMetrics(writer, version, nul)).hasMessageContaining("\\u0000");
        Database.upsertMetrics(writer, version, Contracts.json(Tables.storable(CanonicalTree.write(nul))));

        assertThat(Database.query(
                        reader, "SELECT document -> 'topics' ->> U&'a\\FFFDb' FROM otklik.municipality_metrics"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM otklik.board",
                "TRUNCATE otklik.live_board",
                "INSERT INTO otklik.revision_conflict (relation) VALUES ('board')",
                "DELETE FROM otklik.revision_conflict",
                "ALTER TABLE otklik.board DISABLE TRIGGER guard",
                "DROP TABLE otklik.board",
                "DELETE FROM otklik.quarter_snapshot",
                "CREATE TABLE otklik.mine (id int)",
                "SELECT otklik.keep_the_first()",
                "SELECT otklik.keep_the_newest()",
                "SELECT * FROM otklik.flyway_schema_history",
                "SET ROLE otklik_owner"
            })
    void theWriterMayNot(String sql) {
        assertDenied(writer, sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO otklik.board (scope) VALUES ('x')",
                "UPDATE otklik.municipality_metrics SET edition = 9",
                "UPDATE otklik.live_board SET edition = 9",
                "DELETE FROM otklik.municipality_metrics",
                "DELETE FROM otklik.revision_conflict",
                "CREATE TABLE otklik.mine (id int)",
                "SET ROLE otklik_writer"
            })
    void theReaderMayNot(String sql) {
        assertDenied(reader, sql);
    }

    private static void assertDenied(Connection connection, String sql) {
        assertThatThrownBy(() -> Database.run(connection, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
}
