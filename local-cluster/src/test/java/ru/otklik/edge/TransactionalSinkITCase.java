package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.console.Waiting;
import ru.otklik.edge.Attempt.Checkpoint;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.JobSettings;

/** Attempts of one task that overlap, against a real broker, which alone decides whose transaction stands. */
class TransactionalSinkITCase {
    private static final String PREFIX = "otklik";

    @TempDir
    private static Path folder = Path.of("");

    private static LoneServices services;

    @BeforeAll
    static void start() throws Exception {
        ClusterHome home = new ClusterHome(folder.resolve("home"));
        services = LoneServices.start(
                Path.of("..").toAbsolutePath().normalize(), home, ClusterState.read(home), false, line -> {});
        try (Admin admin = admin()) {
            admin.createTopics(Topics.EXACTLY_ONCE.stream()
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void zombieThatGoesOnCannotAbortWhatItsSuccessorHasPreCommitted() throws Exception {
        String topic = Topics.METRICS_REGION;
        TransactionalSink sink = sink("zombie");
        try (Attempt zombie = new Attempt(sink, "a", 0, Checkpoint.NONE)) {
            Checkpoint first = zombie.checkpoint(1);
            zombie.commit(first);
            try (Attempt successor = new Attempt(sink, "b", 1, first)) {
                successor.write(topic, "in time");
                Checkpoint second = successor.checkpoint(2);

                zombie.checkpoint(2);
                successor.commit(second);

                assertThat(committed(topic)).containsExactly("in time");
            }
        }
    }

    @Test
    void nextAttemptAbortsWhatAnEarlierOneLeftOpenThoughNoCheckpointCameBetween() throws Exception {
        String topic = Topics.FACTS_LATE;
        TransactionalSink sink = sink("left");
        Attempt first = new Attempt(sink, "a", 0, Checkpoint.NONE);
        first.write(topic, "left open");
        Attempt second = new Attempt(sink, "a", 1, Checkpoint.NONE);
        second.write(topic, "left open, too");
        try (Attempt third = new Attempt(sink, "b", 0, Checkpoint.NONE)) {
            third.write(topic, "final");
            Checkpoint done = third.checkpoint(1);
            third.commit(done);

            assertThat(committed(topic))
                    .as("readable, for nothing before it is open")
                    .containsExactly("final");
        }
        second.close();
        first.close();
    }

    @Test
    void attemptThatFallsBackBehindTheNewestCheckpointAbortsWhatIsOpenUnderTheIdsOfTheOlderOne() throws Exception {
        String topic = Topics.METRICS_PAGES;
        TransactionalSink sink = sink("fallback");
        Attempt ahead = new Attempt(sink, "a", 0, Checkpoint.NONE);
        ahead.write(topic, "first");
        Checkpoint older = ahead.checkpoint(1);
        ahead.commit(older);
        ahead.write(topic, "second");
        Checkpoint damaged = ahead.checkpoint(2);
        ahead.commit(damaged);
        ahead.write(topic, "left open");
        try (Attempt behind = new Attempt(sink, "b", 0, older)) {
            behind.write(topic, "second again");
            behind.commit(behind.checkpoint(2));

            assertThat(committed(topic))
                    .as("readable, for nothing before it is open")
                    .containsExactly("first", "second", "second again");
        }
        ahead.close();
    }

    @Test
    void transactionsOfOtherJobsStayOpenEvenIfTheirPrefixBeginsAlike() throws Exception {
        String topic = Topics.METRICS_AUTHORITY;
        try (Attempt other = new Attempt(sink("alike-2"), "a", 0, Checkpoint.NONE)) {
            other.write(topic, "other");
            try (Attempt ours = new Attempt(sink("alike"), "a", 0, Checkpoint.NONE)) {
                ours.checkpoint(1);
            }
            Checkpoint done = other.checkpoint(1);
            other.commit(done);

            assertThat(committed(topic)).containsExactly("other");
        }
    }

    private static TransactionalSink sink(String job) {
        JobSettings.Kafka settings = new JobSettings.Kafka(
                services.bootstrap(), "otklik", PREFIX + "-" + job, Duration.ofMinutes(10), false, null);
        return KafkaOutlets.transactional(KafkaAccess.of(services.bootstrap(), null), settings);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", services.bootstrap()));
    }

    /** Keys that a careful reader sees; it comes to the end only when no transaction is open there. */
    private static List<String> committed(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", services.bootstrap(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> reader =
                        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
                KafkaConsumer<String, String> careless = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", services.bootstrap()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            reader.assign(Set.of(partition));
            reader.seekToBeginning(Set.of(partition));
            List<String> keys = new ArrayList<>();
            return Waiting.until("the end of " + topic, Duration.ofSeconds(30), seen -> {
                long end = careless.endOffsets(Set.of(partition)).getOrDefault(partition, Long.MAX_VALUE);
                reader.poll(Duration.ofMillis(100)).forEach(record -> keys.add(record.key()));
                seen.accept(reader.position(partition) + " of " + end);
                return reader.position(partition) >= end ? keys : null;
            });
        }
    }
}
