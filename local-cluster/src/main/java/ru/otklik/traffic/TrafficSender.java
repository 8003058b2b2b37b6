package ru.otklik.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.edge.KafkaAccess;

/**
 * Puts records onto the incident topics and that of official pages, and heart-beats onto each of their partitions: "no event at or before this
 * time will follow here". A partition's records keep their order, so a heart-beat never overtakes what was sent before.
 */
public final class TrafficSender implements AutoCloseable {
    /** The header of a record without a value that makes it a heart-beat. */
    public static final String EVENT_TIME_HEADER = "otklik-event-time";

    private static final List<String> TOPICS =
            List.of(FileEvent.SOCIAL_TOPIC, FileEvent.POS_TOPIC, FileEvent.PAGES_TOPIC);
    private static final long BEAT_MILLIS = 10_000;
    private static final int BEAT_EVENTS = 5_000;
    private static final Duration FUTURE = Duration.ofMinutes(5);

    private final Producer<byte @Nullable [], byte @Nullable []> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final int[] partitions = new int[TOPICS.size()];
    private long greatest = Long.MIN_VALUE;
    private long lastBeat = Long.MIN_VALUE;
    private int sinceBeat;
    private long sent;

    /** Sends through a producer; fails if the topics are not there. */
    TrafficSender(Producer<byte @Nullable [], byte @Nullable []> producer) {
        this.producer = producer;
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = producer.partitionsFor(TOPICS.get(i)).size();
        }
    }

    /** Connects to a broker; fails if it or the topics are not there. */
    public static TrafficSender connect(String bootstrap) {
        return connect(KafkaAccess.of(bootstrap, null));
    }

    /** The same to a broker that may want TLS and a login. */
    public static TrafficSender connect(KafkaAccess access) {
        try {
            return new TrafficSender(
                    new KafkaProducer<>(settings(access), new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw new Failure(
                    "no incident topics on " + access.bootstrapServers() + " (" + Failure.because(e)
                            + "); is the cluster up? look: otklik status",
                    e);
        }
    }

    /** The topic of a source. */
    static String topicOf(String source) {
        return source.equals("POS") ? FileEvent.POS_TOPIC : FileEvent.SOCIAL_TOPIC;
    }

    /**
     * Sends one event, and heart-beats when event time has advanced enough.
     *
     * @param key incidentId or pageId; empty if there is none
     * @param occurredAt epoch millis; {@link FileEvent#UNKNOWN} if it cannot be told
     */
    void send(String topic, String key, byte[] value, long occurredAt) {
        checkFailure();
        put(new ProducerRecord<>(topic, key.isEmpty() ? null : key.getBytes(StandardCharsets.UTF_8), value));
        sent++;
        sinceBeat++;
        if (occurredAt > greatest && occurredAt < System.currentTimeMillis() + FUTURE.toMillis()) {
            greatest = occurredAt;
        }
        boolean advanced =
                greatest > Long.MIN_VALUE && (lastBeat == Long.MIN_VALUE || greatest - lastBeat >= BEAT_MILLIS);
        if (advanced || (sinceBeat >= BEAT_EVENTS && greatest > lastBeat)) {
            beat(greatest);
        }
    }

    /** Sends a heart-beat of the greatest time sent so far, if there is one. */
    void beatGreatest() {
        if (greatest > lastBeat) {
            beat(greatest);
        }
    }

    /** Sends one heart-beat to every partition of every topic; a time not after the last one is not sent. */
    void beat(long epochMillis) {
        if (epochMillis <= lastBeat) {
            return;
        }
        checkFailure();
        byte[] time = Instant.ofEpochMilli(epochMillis).toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < partitions.length; i++) {
            for (int partition = 0; partition < partitions[i]; partition++) {
                ProducerRecord<byte @Nullable [], byte @Nullable []> beat =
                        new ProducerRecord<>(TOPICS.get(i), partition, null, null);
                beat.headers().add(EVENT_TIME_HEADER, time);
                put(beat);
            }
        }
        lastBeat = epochMillis;
        sinceBeat = 0;
    }

    /** Events sent so far, heart-beats not counted. */
    public long sent() {
        return sent;
    }

    /** Waits until everything sent is acknowledged. */
    void flush() {
        producer.flush();
        checkFailure();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }

    /** Failures come to the callback; the future would tell the same. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void put(ProducerRecord<byte @Nullable [], byte @Nullable []> message) {
        try {
            producer.send(message, (metadata, exception) -> {
                if (exception != null) {
                    failure.compareAndSet(null, exception);
                }
            });
        } catch (KafkaException e) {
            throw new Failure("the broker does not take records: " + Failure.because(e), e);
        }
    }

    private void checkFailure() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new Failure("the broker does not take records: " + Failure.because(failed), failed);
        }
    }

    /** Every record is acknowledged by the log and written once; a restarting broker is waited for. */
    private static Properties settings(KafkaAccess access) {
        Properties settings = access.client();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "30000");
        return settings;
    }
}
