package ru.otklik.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import ru.otklik.console.Waiting;

/** What a careful reader sees of a topic. */
final class Topic {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Topic() {}

    /** Every committed record from the beginning to the present end. */
    static List<String> committed(String bootstrap, String name) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(info -> new TopicPartition(name, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return Waiting.until("the end of " + name, PATIENCE, seen -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> found.add(new String(record.value(), StandardCharsets.UTF_8)));
                seen.accept(found.size() + " records");
                boolean ended =
                        ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                return ended ? found : null;
            });
        }
    }
}
