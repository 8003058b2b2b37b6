package ru.otklik.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import ru.otklik.console.Waiting;

/** What readers see of the topics of results. */
final class TopicItems {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String bootstrap;

    TopicItems(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Every committed record from the beginning to the end. */
    List<Item> committed(String topic) {
        List<Item> items = new ArrayList<>();
        read("read_committed", topic, record -> items.add(Item.of(topic, record.value())));
        return items;
    }

    /** How many records there are, those of aborted transactions included. */
    long countAll(String topic) {
        long[] count = {0};
        read("read_uncommitted", topic, record -> count[0]++);
        return count[0];
    }

    /** Partitions with an end that readers of committed records cannot reach, and the transaction that holds them back. */
    List<String> partitionsWithOpenTransactions(List<String> topics) {
        List<String> open = new ArrayList<>();
        OpenTransactions transactions = new OpenTransactions(bootstrap);
        for (String topic : topics) {
            Map<TopicPartition, Long> stable = ends("read_committed", topic);
            ends("read_uncommitted", topic).forEach((partition, end) -> {
                long reached = stable.getOrDefault(partition, 0L);
                if (reached < end) {
                    open.add(partition + " ends at " + end + ", readable up to " + reached + ": "
                            + transactions.of(partition));
                }
            });
        }
        return open;
    }

    private Map<TopicPartition, Long> ends(String isolation, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
            return new HashMap<>(consumer.endOffsets(partitions(consumer, topic)));
        }
    }

    private void read(String isolation, String topic, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Waiting.until("the end of " + topic, PATIENCE, seen -> {
                while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    var records = consumer.poll(Duration.ofMillis(100));
                    records.forEach(take);
                    if (records.isEmpty()) {
                        seen.accept("an end of " + topic + " that is not reached");
                        return null;
                    }
                }
                return true;
            });
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
