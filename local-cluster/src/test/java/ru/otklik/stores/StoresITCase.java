package ru.otklik.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
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
                            "otklik_database_sessions{role=\"otklik_reader\"}",
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
            assertThat(said).isEmpty();
        }
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(Topics.ALERTS, 1, (short) 1)))
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

    private static void disagree(ClusterHome home, ClusterState state) throws Exception {
        try (Connection admin = PostgresServer.connect(home, state, PostgresServer.ADMIN);
                Statement statement = admin.createStatement()) {
            statement.execute("insert into otklik.revision_conflict"
                    + " (relation, row_key, edition, finality, revision, event_time, kept_hash, refused_hash)"
                    + " values ('board', '{}', 0, 1, 0, now(), repeat('a', 64), repeat('b', 64))");
        }
    }
}
