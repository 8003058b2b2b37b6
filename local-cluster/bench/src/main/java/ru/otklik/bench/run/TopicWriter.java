package ru.otklik.bench.run;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.bench.data.Step;
import ru.otklik.schemas.Heartbeat;

/** Sends events to the topics of their sources, by incident, each under the time of its arrival. */
final class TopicWriter implements AutoCloseable {
    private final List<String> topics;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * @param topics the topic of social networks and that of the portal, comma-separated
     */
    TopicWriter(String bootstrap, String topics) {
        this(bootstrap, topics, 50);
    }

    /**
     * @param lingerMillis how long a batch may wait to become full
     */
    TopicWriter(String bootstrap, String topics, int lingerMillis) {
        this.topics = List.of(topics.split(",", -1));
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "linger.ms",
                        lingerMillis,
                        "batch.size",
                        256 * 1024,
                        "buffer.memory",
                        64L * 1024 * 1024,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        partitions = producer.partitionsFor(this.topics.get(0)).size();
    }

    /** Sends one event; its partition is that of its incident. */
    void send(Step step, byte[] event, int length) {
        send(new ProducerRecord<>(
                step.isSocial() ? topics.get(0) : topics.get(1),
                step.partition(partitions),
                step.arrivesAt(),
                null,
                Arrays.copyOf(event, length)));
    }

    /** Ends every partition with a heart-beat: nothing at or before its time will follow. */
    void end(Instant time) {
        Header header = new RecordHeader(Heartbeat.HEADER, time.toString().getBytes(StandardCharsets.UTF_8));
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), null, null, List.of(header)));
            }
        }
        producer.flush();
        throwFailure();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the failure
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
        throwFailure();
    }

    private void throwFailure() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the broker did not take an event", cause);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
