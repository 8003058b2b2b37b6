package ru.otklik.bench.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import ru.otklik.domain.period.CalendarKind;

/** Peer (f): Kafka Streams, the lifecycle in a processor with RocksDB stores, figures of months and quarters. */
public final class StreamsJob {
    /** Topic of the rows: every change of every row. */
    static final String ROWS_TOPIC = "bench.streams.metrics";

    /** The rows as they are in the end. */
    public static final String ROWS_FILE = "municipality-figures.ndjson";

    private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(1);

    private StreamsJob() {}

    /** Reads {@link PeerArguments}, runs to the present end of the topics and prints the summary. */
    public static void main(String[] args) throws Exception {
        System.out.println(run(PeerArguments.of(args)));
    }

    private static String run(PeerArguments arguments) throws Exception {
        arguments.createOut();
        String application = "bench-streams-" + UUID.randomUUID();
        PeerTopics.create(arguments.requireBootstrap(), ROWS_TOPIC, arguments.parallelism());
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, arguments.requireBootstrap()))) {
            StreamsProgress progress =
                    new StreamsProgress(PeerTopics.held(arguments.requireBootstrap(), arguments.topics()));
            long rows;
            try (KafkaStreams streams = new KafkaStreams(
                    StreamsTopology.of(
                            arguments.topics(), kinds(arguments), ROWS_TOPIC, arguments.loadReference(), progress),
                    settings(application, arguments))) {
                streams.setUncaughtExceptionHandler(failure -> {
                    failure.printStackTrace();
                    progress.fail();
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
                streams.setStateListener((now, before) -> {
                    if (now == KafkaStreams.State.RUNNING) {
                        progress.start();
                    }
                });
                streams.start();
                progress.await();
                rows = write(streams, arguments.out().resolve(ROWS_FILE));
                streams.close(CLOSE_TIMEOUT);
            }
            deleteInternalTopics(application, admin);
            return PeerArguments.summary(progress.events(), rows);
        }
    }

    private static List<CalendarKind> kinds(PeerArguments arguments) {
        return arguments.windows() == 1
                ? List.of(CalendarKind.MONTH)
                : List.of(CalendarKind.MONTH, CalendarKind.QUARTER);
    }

    private static Properties settings(String application, PeerArguments arguments) {
        Properties settings = new Properties();
        settings.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments.requireBootstrap());
        settings.setProperty(
                StreamsConfig.STATE_DIR_CONFIG, arguments.out().resolve("state").toString());
        settings.setProperty(StreamsConfig.NUM_STREAM_THREADS_CONFIG, String.valueOf(arguments.parallelism()));
        settings.setProperty(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return settings;
    }

    private static long write(KafkaStreams streams, Path file) throws IOException {
        ReadOnlyKeyValueStore<String, FigureTally> figures = streams.store(StoreQueryParameters.fromNameAndType(
                StreamsTopology.FIGURES, QueryableStoreTypes.<String, FigureTally>keyValueStore()));
        long rows = 0;
        try (KeyValueIterator<String, FigureTally> all = figures.all();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            while (all.hasNext()) {
                var next = all.next();
                out.write(PeerJson.bytes(StreamsTopology.row(next.key, next.value)));
                out.write('\n');
                rows++;
            }
        }
        return rows;
    }

    /** Change logs and repartition topics of this run; each run is an application of its own. */
    private static void deleteInternalTopics(String application, Admin admin)
            throws InterruptedException, ExecutionException {
        Set<String> names = admin.listTopics().names().get();
        admin.deleteTopics(names.stream()
                        .filter(name -> name.startsWith(application))
                        .toList())
                .all()
                .get();
    }
}
