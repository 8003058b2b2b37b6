package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.schemas.Topics;

/**
 * The only consumer of a dashboard, however many browsers look: live boards and alerts from now on, refusals from the beginning,
 * since their counts are shown. It commits nothing and belongs to no group.
 */
final class TopicReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FROM_NOW = List.of(Topics.RANKINGS_LIVE, Topics.ALERTS);
    private static final List<String> FROM_THE_BEGINNING =
            List.of(Topics.INCIDENTS_REJECTED, Topics.INCIDENTS_LATE, Topics.FACTS_LATE);
    private static final List<String> SOURCES = List.of(Topics.INCIDENTS_IM, Topics.INCIDENTS_POS);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PULSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_A_FAULT = Duration.ofSeconds(5);

    private final Properties settings;
    private final FanOut fanOut;
    private final RefusalTally refusals;
    private final Consumer<String> say;
    private final Thread thread = new Thread(this::run, "topics");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
    private volatile String eventTime = "";
    private volatile boolean isConnected;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private long pulsedNanos;
    private long sourceRecords = -1;
    private long liveRecords;

    private TopicReader(KafkaAccess kafka, FanOut fanOut, RefusalTally refusals, Consumer<String> say) {
        settings = kafka.client();
        settings.setProperty("isolation.level", "read_committed");
        settings.setProperty("enable.auto.commit", "false");
        settings.setProperty("auto.offset.reset", "latest");
        settings.setProperty("default.api.timeout.ms", "15000");
        this.fanOut = fanOut;
        this.refusals = refusals;
        this.say = say;
    }

    static TopicReader start(KafkaAccess kafka, FanOut fanOut, RefusalTally refusals, Consumer<String> say) {
        TopicReader reader = new TopicReader(kafka, fanOut, refusals, say);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /** Event time of the newest live board; empty before the first one. */
    String eventTime() {
        return eventTime;
    }

    /** Whether the broker answered the last time. */
    boolean isConnected() {
        return isConnected;
    }

    @Override
    public void close() {
        stopped.countDown();
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private void run() {
        while (isWanted()) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                reading = consumer;
                assign(consumer);
                while (isWanted()) {
                    consumer.poll(POLL).forEach(this::take);
                    pulse(consumer);
                    isConnected = true;
                }
            } catch (WakeupException ended) {
                return;
            } catch (KafkaException e) {
                isConnected = false;
                say.accept("the topics cannot be read: " + e.getMessage() + "; trying again");
                pause();
            }
        }
    }

    /** After a fault it goes on where it was, so that no refusal is counted twice. */
    private void assign(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> fresh = new ArrayList<>();
        List<TopicPartition> old = new ArrayList<>();
        FROM_NOW.forEach(topic -> fresh.addAll(partitions(consumer, topic)));
        FROM_THE_BEGINNING.forEach(topic -> old.addAll(partitions(consumer, topic)));
        List<TopicPartition> all = new ArrayList<>(fresh);
        all.addAll(old);
        consumer.assign(all);
        consumer.seekToEnd(fresh);
        consumer.seekToBeginning(old);
        positions.forEach((partition, offset) -> {
            if (all.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        if (record.value() == null) {
            return;
        }
        try {
            switch (record.topic()) {
                case Topics.RANKINGS_LIVE -> {
                    liveRecords++;
                    LiveBoard board = LiveBoard.parse(record.value());
                    fanOut.toAll(subscriber -> subscriber.offerBoard(board.key(), board.message()));
                    noteEventTime(record.value());
                }
                case Topics.ALERTS -> {
                    String message = alert(JSON.readTree(record.value()));
                    fanOut.toAll(subscriber -> subscriber.offerAlert(message));
                }
                default -> refusals.add(record.topic(), JSON.readTree(record.value()));
            }
        } catch (IOException e) {
            say.accept("record " + record.offset() + " of " + record.topic() + " is no JSON");
        }
    }

    private void noteEventTime(byte[] record) throws IOException {
        String time = JSON.readTree(record).path("eventTime").asText();
        if (time.compareTo(eventTime) > 0) {
            eventTime = time;
        }
    }

    private static String alert(JsonNode step) throws IOException {
        var told = JSON.createObjectNode();
        for (String field : List.of("alertId", "at", "state", "severity", "change", "text", "rule", "ruleKind")) {
            told.set(field, step.path(field));
        }
        told.put("region", step.path("subject").path("region").asText());
        return JSON.writeValueAsString(told);
    }

    /** Tells all browsers every five seconds how the system is doing; that also shows them that the line is open. */
    private void pulse(KafkaConsumer<byte[], byte[]> consumer) {
        long now = System.nanoTime();
        long passed = now - pulsedNanos;
        if (pulsedNanos != 0 && passed < PULSE.toNanos()) {
            return;
        }
        long records = 0;
        for (String topic : SOURCES) {
            records += consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
        if (sourceRecords >= 0) {
            double minutes = passed / 60e9;
            String message = String.format(
                    Locale.ROOT,
                    "{\"eventTime\":\"%s\",\"recordsPerMinute\":%d,\"boardsPerMinute\":%d,\"listeners\":%d}",
                    eventTime,
                    Math.round((records - sourceRecords) / minutes),
                    Math.round(liveRecords / minutes),
                    fanOut.size());
            fanOut.toAll(subscriber -> subscriber.offerPulse(message));
        }
        sourceRecords = records;
        liveRecords = 0;
        pulsedNanos = now;
    }

    private boolean isWanted() {
        return stopped.getCount() > 0;
    }

    private void pause() {
        try {
            var unused = stopped.await(PAUSE_AFTER_A_FAULT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
