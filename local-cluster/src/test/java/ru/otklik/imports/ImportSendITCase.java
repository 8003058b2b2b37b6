package ru.otklik.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cli.Otklik;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.console.Waiting;
import ru.otklik.schemas.Topics;
import ru.otklik.traffic.TrafficSender;

/** An import sends to a real broker what its file has not yet, and nothing twice. */
class ImportSendITCase {
    private static final String HEADER =
            "Номер инцидента;Дата создания;Дата закрытия;Время первого ответа;Группа тем;Регион;Муниципалитет;Итог";
    private static final List<String> SOURCES =
            List.of(Topics.INCIDENTS_IM, Topics.INCIDENTS_POS, Topics.PAGES_ACTIVITY);
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void sendsTheNextExportAfterTheFirstOne() throws Exception {
        ClusterHome home = new ClusterHome(folder.resolve("home"));
        Path project = Path.of("..").toAbsolutePath().normalize();
        Path archive = folder.resolve("events.ndjson.gz");
        try (LoneServices broker = LoneServices.start(project, home, ClusterState.read(home), false, line -> {})) {
            createTopics(broker.bootstrap());

            send(broker, archive, "1;05.04.2023 10:00;;05.04.2023 12:30;ЖКХ;Республика Коми;Усинск;Не решено");
            List<ConsumerRecord<String, String>> first = read(broker);
            assertThat(keys(first)).containsExactly("1", "1");
            assertThat(told(first)).contains("REGISTERED", "ANSWERED");
            assertThat(beaten(first)).as("partitions with heart-beats").hasSize(SOURCES.size() * PARTITIONS);

            String[] next = {
                "1;05.04.2023 10:00;07.04.2023 9:00;05.04.2023 12:30;ЖКХ;Республика Коми;Усинск;Решено",
                "2;06.04.2023 10:00;;;Дороги;Республика Коми;Ухта;Не решено"
            };
            send(broker, archive, next);
            List<ConsumerRecord<String, String>> second = read(broker);
            assertThat(keys(second)).containsExactlyInAnyOrder("1", "1", "1", "2");
            assertThat(told(second)).contains("\"CLOSED\"");

            byte[] kept = Files.readAllBytes(archive);
            send(broker, archive, next);
            assertThat(read(broker)).hasSameSizeAs(second);
            assertThat(archive).hasBinaryContent(kept);
        }
    }

    private void send(LoneServices broker, Path archive, String... rows) throws IOException {
        Path export = folder.resolve("export.csv");
        Files.writeString(export, HEADER + "\n" + String.join("\n", rows) + "\n");
        assertThat(Otklik.run(
                        "import", "--bootstrap", broker.bootstrap(), "--out", archive.toString(), export.toString()))
                .isZero();
    }

    private static void createTopics(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(SOURCES.stream()
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Everything on the topics of the sources, heart-beats too. */
    private static List<ConsumerRecord<String, String>> read(LoneServices broker) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = SOURCES.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return Waiting.until("the end of the sources", PATIENCE, seen -> {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                seen.accept(found.size() + " records");
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())
                        ? found
                        : null;
            });
        }
    }

    private static List<String> keys(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .filter(record -> record.value() != null)
                .map(ConsumerRecord::key)
                .toList();
    }

    private static String told(List<ConsumerRecord<String, String>> records) {
        StringBuilder all = new StringBuilder();
        records.stream().filter(record -> record.value() != null).forEach(record -> all.append(record.value()));
        return all.toString();
    }

    /** The partitions on which the last event's time was told. */
    private static Set<TopicPartition> beaten(List<ConsumerRecord<String, String>> records) {
        Set<TopicPartition> beaten = new HashSet<>();
        for (ConsumerRecord<String, String> record : records) {
            var header = record.headers().lastHeader(TrafficSender.EVENT_TIME_HEADER);
            if (header != null && new String(header.value(), StandardCharsets.UTF_8).equals("2023-04-05T09:30:00Z")) {
                beaten.add(new TopicPartition(record.topic(), record.partition()));
            }
        }
        return beaten;
    }
}
