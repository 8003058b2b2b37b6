package ru.otklik.stores;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import ru.otklik.edge.KafkaAccess;

/** Topics as careful readers see them. */
final class CommittedRecords implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Takes one record. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] value) throws IOException;
    }

    private final KafkaConsumer<byte[], byte[]> reader;

    CommittedRecords(KafkaAccess access) {
        Properties settings = access.client();
        settings.setProperty("isolation.level", "read_committed");
        reader = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    boolean has(String topic) {
        return reader.listTopics(PATIENCE).containsKey(topic);
    }

    /**
     * Reads a topic up to its present end.
     *
     * @param newest how many offsets of each partition, counted from its end
     * @throws IOException if nothing comes for ten seconds
     */
    void read(String topic, long newest, Taker taker) throws IOException {
        List<TopicPartition> partitions = reader.partitionsFor(topic, PATIENCE).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        reader.assign(partitions);
        Map<TopicPartition, Long> begins = reader.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions, PATIENCE);
        ends.forEach(
                (partition, end) -> reader.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - newest)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the end of " + topic + " is not reached within " + PATIENCE.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
                taker.take(record.value());
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
