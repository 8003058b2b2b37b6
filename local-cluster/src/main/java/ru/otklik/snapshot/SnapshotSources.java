package ru.otklik.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.schemas.Topics;

/** Where documents come from; each gives them as the job wrote them. */
public final class SnapshotSources {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);

    private SnapshotSources() {}

    /** The documents of a replay. */
    public static List<Snapshot> ofReplay(Path results) {
        Path file = results.resolve(Topics.SNAPSHOTS_QUARTER + ".ndjson");
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.map(Snapshot::parse).toList();
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + Failure.because(e), e);
        }
    }

    /** Every committed document of the topic, from its beginning to its present end. */
    public static List<Snapshot> ofTopic(String bootstrap) {
        return ofTopic(KafkaAccess.of(bootstrap, null));
    }

    /** The same of a broker that may want TLS and a login. */
    public static List<Snapshot> ofTopic(KafkaAccess access) {
        Map<String, Object> settings = new HashMap<>(access.clientMap());
        settings.put("isolation.level", "read_committed");
        List<Snapshot> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SNAPSHOTS_QUARTER).stream()
                    .map(info -> new TopicPartition(Topics.SNAPSHOTS_QUARTER, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return Waiting.until("the end of " + Topics.SNAPSHOTS_QUARTER, PATIENCE, seen -> {
                consumer.poll(POLL)
                        .forEach(record ->
                                found.add(Snapshot.parse(new String(record.value(), StandardCharsets.UTF_8))));
                seen.accept(found.size() + " documents");
                boolean ended =
                        ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                return ended ? found : null;
            });
        }
    }

    /** Every document of the database. */
    public static List<Snapshot> ofTable(Connection reader) throws SQLException {
        List<Snapshot> found = new ArrayList<>();
        try (PreparedStatement query = reader.prepareStatement(
                        "SELECT document::text FROM otklik.quarter_snapshot ORDER BY region_id, period_label, revision");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(Snapshot.parse(row.getString(1)));
            }
        }
        return found;
    }
}
