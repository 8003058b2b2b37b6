package ru.otklik.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Waiting;
import ru.otklik.schemas.Tables;
import ru.otklik.schemas.Topics;

/** On a real broker and database: a transaction that hangs and a row that disagrees are seen, and when they are over, too. */
class StoresITCase {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> said = new ArrayList<>();

    @Test
    void showWhatHoldsReadersBackAndWhatDisagrees() throws Exception {
        ClusterHome home = new ClusterHome(folder);
        ClusterState state = ClusterState.read(home);
        Path project = Path.of("..").toAbsolutePath().normalize();
        try (LoneServices services = LoneServices.start(project, home, state, true, line -> {})) {
            createTopic(services.bootstrap());
            Stores stores = Stores.of(home, state, said::add);
            assertThat(stores.text())
                    .contains(
                            "otklik_topic_uncommitted_records{topic=\"alerts\"} 0.0",
                            "otklik_open_transactions 0.0",
                            "otklik_oldest_transaction_seconds 0.0",
                            "otklik_revision_conflicts 0.0",
                            "otklik_database_most_sessions 100.0",
                            "otklik_database_prepared_transactions 0.0",
                            "otklik_database_waiting_locks 0.0",
                            "otklik_database_sessions{role=\"otklik_monitor\"}",
                            "otklik_database_oldest_transaction_seconds 0.0",
                            "otklik_store_up{store=\"results\"} 1.0",
                            "otklik_disk_used_ratio{place=\"checkpoints\"}",
                            "otklik_store_up{store=\"kafka\"} 1.0",
                            "otklik_store_up{store=\"postgres\"} 1.0");

            try (KafkaProducer<String, String> producer = producer(services.bootstrap())) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(Topics.ALERTS, "an alert")).get();
                awaitText(stores, "otklik_topic_uncommitted_records{topic=\"alerts\"} 1.0");
                awaitText(stores, "otklik_open_transactions 1.0");
                assertThat(stores.text()).doesNotContain("otklik_oldest_transaction_seconds 0.0");
                producer.commitTransaction();
            }
            awaitText(stores, "otklik_topic_uncommitted_records{topic=\"alerts\"} 0.0");
            awaitText(stores, "otklik_open_transactions 0.0");

            disagree(home, state);
            assertThat(stores.text()).contains("otklik_revision_conflicts 1.0");

            String record = sample("metrics.municipality-month");
            send(services.bootstrap(), record);
            assertThat(stores.text())
                    .contains("otklik_reconcile_mismatches{table=\"municipality_metrics\"} 1.0")
                    .contains("otklik_reconcile_records{table=\"municipality_metrics\"} 1.0");
            assertThat(faults(home, state))
                    .singleElement()
                    .asString()
                    .matches(
                            "municipality_metrics \\d{8} ALL MONTH 2023-04: the topic has edition 0 revision 0 \\w{12}, the row is missing");
            store(home, state, record);
            assertThat(faults(home, state)).isEmpty();
            assertThat(stores.text()).contains("otklik_reconcile_mismatches{table=\"municipality_metrics\"} 0.0");
            change(home, state);
            assertThat(faults(home, state)).hasSize(1);
            assertThat(stores.text()).contains("otklik_reconcile_mismatches{table=\"municipality_metrics\"} 1.0");
            assertThat(said).isEmpty();
        }
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.ALERTS, 1, (short) 1),
                            new NewTopic(Topics.METRICS_MUNICIPALITY, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrap) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", "test-of-figures"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void awaitText(Stores stores, String line) {
        Waiting.until(line, PATIENCE, seen -> {
            String text = stores.text();
            seen.accept(text);
            return text.contains(line) ? true : null;
        });
    }

    private static List<String> faults(ClusterHome home, ClusterState state) throws Exception {
        return WholeReconciliation.compare(home, state, Duration.ZERO).stream()
                .flatMap(outcome -> outcome.faults().stream())
                .toList();
    }

    private static String sample(String name) throws Exception {
        return Files.readString(Path.of("../schemas/src/test/resources/golden/v1", name + ".json"))
                .strip();
    }

    private static void send(String bootstrap, String record) throws Exception {
        try (KafkaProducer<String, String> producer = producer(bootstrap)) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.METRICS_MUNICIPALITY, "a municipality", record))
                    .get();
            producer.commitTransaction();
        }
    }

    private static void store(ClusterHome home, ClusterState state, String record) throws Exception {
        JsonNode document = new ObjectMapper().readTree(record);
        try (Connection writer = PostgresServer.connect(home, state, PostgresServer.WRITER);
                PreparedStatement row = writer.prepareStatement(Tables.UPSERT_MUNICIPALITY_METRICS)) {
            row.setString(1, document.at("/municipality/id").asText());
            row.setString(2, document.at("/period/kind").asText());
            row.setString(3, document.at("/period/label").asText());
            row.setString(4, document.at("/source").asText());
            row.setInt(5, document.at("/edition").asInt());
            row.setInt(6, 1);
            row.setInt(7, document.at("/revision").asInt());
            row.setString(8, document.at("/eventTime").asText());
            row.setString(9, document.at("/contentHash").asText());
            row.setString(10, document.at("/status").asText());
            row.setString(11, document.at("/period/start").asText());
            row.setString(12, document.at("/period/end").asText());
            row.setString(13, record);
            row.executeUpdate();
        }
    }

    /** As a hand would that has no business there. */
    private static void change(ClusterHome home, ClusterState state) throws Exception {
        try (Connection admin = PostgresServer.connect(home, state, PostgresServer.ADMIN);
                Statement statement = admin.createStatement()) {
            statement.execute("alter table otklik.municipality_metrics disable trigger guard");
            statement.execute("update otklik.municipality_metrics set content_hash = repeat('0', 64)");
        }
    }

    private static void disagree(ClusterHome home, ClusterState state) throws Exception {
        try (Connection admin = PostgresServer.connect(home, state, PostgresServer.ADMIN);
                Statement statement = admin.createStatement()) {
            statement.execute("insert into otklik.revision_conflict"
                    + " (relation, row_key, edition, finality, revision, event_time, kept_hash, refused_hash)"
                    + " values ('board', '{}', 0, 1, 0, now(), repeat('a', 64), repeat('b', 64))");
        }
    }
}
