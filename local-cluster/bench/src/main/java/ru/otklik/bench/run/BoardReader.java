package ru.otklik.bench.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.schemas.Topics;

/** Reads live boards of kind OVERALL as a screen would and tells a {@link Freshness} of each. */
final class BoardReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final byte[] EVENT_TIME = "\"eventTime\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_SUBJECT = 1;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Freshness freshness;
    private final Thread reader;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;

    BoardReader(String bootstrap, Freshness freshness) {
        this.freshness = freshness;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "enable.auto.commit",
                        false,
                        "fetch.min.bytes",
                        1,
                        "max.partition.fetch.bytes",
                        4 * 1024 * 1024),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.RANKINGS_LIVE).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader = new Thread(this::read, "board-reader");
        reader.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        reader.start();
    }

    private void read() {
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                String[] key = new String(record.key(), StandardCharsets.UTF_8).split("\\|", -1);
                freshness.seen(key[KEY_SUBJECT], eventTime(record.value()));
            }
        }
    }

    /** The field of a board in canonical JSON, epoch milliseconds. */
    static long eventTime(byte[] board) {
        for (int i = 0; i + EVENT_TIME.length < board.length; i++) {
            int matched = 0;
            while (matched < EVENT_TIME.length && board[i + matched] == EVENT_TIME[matched]) {
                matched++;
            }
            if (matched == EVENT_TIME.length) {
                int from = i + matched;
                int end = from;
                while (board[end] != '"') {
                    end++;
                }
                return Instant.parse(new String(board, from, end - from, StandardCharsets.US_ASCII))
                        .toEpochMilli();
            }
        }
        throw new IllegalArgumentException("a live board has an event time");
    }

    /** Fails if the reader has. */
    void check() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("live boards cannot be read", cause);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
    }
}
