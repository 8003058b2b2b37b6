package ru.otklik.resubmit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.edge.KafkaAccess;

/** Reads committed records by their place; nobody's offsets are moved. Keys and values may be null, as Kafka has them. */
final class KafkaLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    /** Polls without a step forward after which the broker is taken to be out of reach: half a minute. */
    private static final int MOST_IDLE_POLLS = 60;
    /** Offsets that are read through rather than jumped over. */
    private static final long NEAR = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;

    KafkaLog(KafkaAccess access) {
        Properties settings = access.client();
        settings.setProperty("isolation.level", "read_committed");
        settings.setProperty("auto.offset.reset", "none");
        settings.setProperty("default.api.timeout.ms", "30000");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Gives every record of a topic that was appended at some time or later, up to the present end. */
    void read(String topic, @Nullable Instant since, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(topic).forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = new HashMap<>(consumer.beginningOffsets(partitions));
        if (since != null) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
            Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(times));
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp first = found.get(partition);
                begins.put(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
            }
        }
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            consumer.assign(List.of(partition));
            consumer.seek(partition, begin);
            readTo(partition, end, taker);
        }
    }

    /**
     * Gives the records of a partition that have one of some offsets.
     *
     * @param offsets in order, each once
     * @param gone takes each offset that has no record any more
     */
    void find(
            TopicPartition partition,
            List<Long> offsets,
            Consumer<ConsumerRecord<byte[], byte[]>> taker,
            LongConsumer gone) {
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        int next = 0;
        while (next < offsets.size()) {
            int last = next;
            while (last + 1 < offsets.size() && offsets.get(last + 1) - offsets.get(last) < NEAR) {
                last++;
            }
            List<Long> some = new ArrayList<>(offsets.subList(next, last + 1));
            long first = Math.max(begin, some.get(0));
            long until = Math.min(end, some.get(some.size() - 1) + 1);
            if (first < until) {
                consumer.seek(partition, first);
                readTo(partition, until, record -> {
                    if (some.remove(Long.valueOf(record.offset()))) {
                        taker.accept(record);
                    }
                });
            }
            some.forEach(gone::accept);
            next = last + 1;
        }
    }

    private void readTo(TopicPartition partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        int idle = 0;
        while (consumer.position(partition) < end) {
            long before = consumer.position(partition);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    taker.accept(record);
                }
            }
            idle = consumer.position(partition) > before ? 0 : idle + 1;
            if (idle > MOST_IDLE_POLLS) {
                throw new Failure(partition + " can't be read up to offset " + end + "; stuck at " + before
                        + " (an open transaction, or no broker)");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
