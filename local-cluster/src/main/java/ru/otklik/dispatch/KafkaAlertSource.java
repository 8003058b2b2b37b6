package ru.otklik.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records only. Positions are offsets committed to the broker under a group of the target's own; the partitions
 * are assigned by hand, so that a killed reader's successor goes on at once.
 *
 * <p>A broker forgets the offsets of a group that has not committed for a week. A target whose offsets are gone is told from the
 * beginning again: twice rather than never.
 */
final class KafkaAlertSource implements AlertSource {
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final boolean fromBeginning;
    private final Consumer<String> say;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private long lookedNanos;

    /**
     * Opens it.
     *
     * @param settings of the consumer: where the brokers are, how to log in
     * @param group under which the positions are kept
     * @param fromBeginning whether to read, too, what the target was told in an earlier life
     * @param say takes a sentence if something is odd
     */
    KafkaAlertSource(
            Map<String, String> settings, String topic, String group, boolean fromBeginning, Consumer<String> say) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("group.id", group);
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", "false");
        all.put("auto.offset.reset", "earliest");
        all.put("max.poll.records", "200");
        this.topic = topic;
        this.fromBeginning = fromBeginning;
        this.say = say;
        consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            assignNew();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    @Override
    public List<Entry> read(Duration atMost, boolean wanted) {
        if (System.nanoTime() - lookedNanos > LOOK_FOR_PARTITIONS.toNanos()) {
            assignNew();
        }
        if (wanted) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        List<Entry> entries = new ArrayList<>();
        try {
            consumer.poll(atMost).forEach(record -> entries.add(entry(record)));
        } catch (WakeupException asked) {
            return entries;
        }
        return entries;
    }

    @Override
    public boolean isReadToEnd() {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        return ends.isEmpty();
    }

    /** Commits all partitions, also those of which nothing was read: the broker would forget them after a week. */
    @Override
    public void commit(Map<Integer, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        committed.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        positions.forEach((partition, offset) ->
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        try {
            consumer.commitSync(offsets);
        } catch (WakeupException asked) {
            consumer.commitSync(offsets);
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Entry entry(ConsumerRecord<byte[], byte[]> message) {
        boolean told =
                message.offset() < committed.getOrDefault(new TopicPartition(message.topic(), message.partition()), 0L);
        return new Entry(new Place(message.partition(), message.offset()), message.timestamp(), message.value(), told);
    }

    /** Takes up partitions that are there and not yet read; those of a running topic may have been added to. */
    private void assignNew() {
        lookedNanos = System.nanoTime();
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new KafkaException("there is no topic " + topic);
        }
        Set<TopicPartition> all = infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toSet());
        Set<TopicPartition> fresh = new HashSet<>(all);
        fresh.removeAll(consumer.assignment());
        if (fresh.isEmpty()) {
            return;
        }
        all.addAll(consumer.assignment());
        consumer.assign(all);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(fresh);
        Map<TopicPartition, Long> end = consumer.endOffsets(fresh);
        Map<TopicPartition, OffsetAndMetadata> kept = consumer.committed(fresh);
        for (TopicPartition partition : fresh) {
            OffsetAndMetadata offset = kept.get(partition);
            long begin = first.getOrDefault(partition, 0L);
            long position = offset == null ? begin : offset.offset();
            if (position < begin) {
                say.accept("records " + position + " to " + (begin - 1) + " of " + partition
                        + " were deleted by the broker before they were told");
            }
            if (position > end.getOrDefault(partition, 0L)) {
                say.accept(partition + " is shorter than what was told of it: another topic by the same name;"
                        + " telling it from its beginning");
                position = begin;
            }
            position = Math.max(begin, position);
            committed.put(partition, position);
            ends.put(partition, end.getOrDefault(partition, begin));
            consumer.seek(partition, fromBeginning ? begin : position);
        }
    }
}
