package ru.otklik.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The floor: what it costs to read the events and parse their fields, with nothing computed. Nothing that reads the same
 * topics with the same parser can be cheaper.
 *
 * <p>{@code --bootstrap H:P --topics A,B [--parallelism 2]}
 */
public final class ReadFloor {
    private static final Duration POLL = Duration.ofMillis(500);

    private ReadFloor() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        int threads = (int) options.number("parallelism", 2);
        List<List<TopicPartition>> shares = shares(options, threads);
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (List<TopicPartition> share : shares) {
                counts.add(readers.submit(() -> read(options.text("bootstrap"), share)));
            }
            long events = 0;
            for (Future<Long> count : counts) {
                events += count.get();
            }
            new Outcome(events, 0).print();
        } finally {
            readers.shutdownNow();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "enable.auto.commit",
                        false,
                        "max.partition.fetch.bytes",
                        4 * 1024 * 1024,
                        "max.poll.records",
                        5000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<List<TopicPartition>> shares(Options options, int threads) {
        List<List<TopicPartition>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            shares.add(new ArrayList<>());
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(options.text("bootstrap"))) {
            for (String topic : options.text("topics").split(",", -1)) {
                consumer.partitionsFor(topic)
                        .forEach(partition -> shares.get(partition.partition() % threads)
                                .add(new TopicPartition(topic, partition.partition())));
            }
        }
        return shares;
    }

    private static long read(String bootstrap, List<TopicPartition> partitions) throws IOException {
        long events = 0;
        int check = 0;
        FloorEvent event = new FloorEvent();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
            left.values().removeIf(end -> end == 0);
            while (!left.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        event.read(record.value());
                        check += event.check();
                        events++;
                    }
                }
                left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
        if (check == 0 && events > 0) {
            throw new IOException("no field was read");
        }
        return events;
    }
}
