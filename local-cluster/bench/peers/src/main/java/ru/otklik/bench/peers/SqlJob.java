package ru.otklik.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.config.TableConfigOptions;

/** Peer (e): Flink SQL, registrations and first answers over the last hour, every minute. */
public final class SqlJob {
    /** Topic of the rows of a run that reads Kafka. */
    static final String ROWS_TOPIC = "bench.sql.metrics";

    /** Directory of the rows, in the output directory, of a run that reads a file. */
    static final String ROWS_DIRECTORY = "rows";

    private static final String SCRIPT = "hourly-figures.sql";

    private static final String EVENTS_TABLE = """
            CREATE TEMPORARY TABLE incident_event (
                source STRING,
                incidentId STRING,
                type STRING,
                occurredAt STRING,
                municipality STRING,
                occurred_millis AS EPOCH_MILLIS(occurredAt),
                rowtime AS TO_TIMESTAMP_LTZ(EPOCH_MILLIS(occurredAt), 3),
                WATERMARK FOR rowtime AS rowtime - INTERVAL '60' SECOND
            ) WITH (%s)""";

    private static final String FIGURES_TABLE = """
            CREATE TEMPORARY TABLE figures (
                municipality ROW<id STRING>,
                `period` ROW<kind STRING, label STRING, `end` STRING>,
                registered BIGINT,
                responded BIGINT,
                response ROW<`count` BIGINT, meanMillis BIGINT>
            ) WITH (%s)""";

    private SqlJob() {}

    /** Reads {@link PeerArguments}, runs the job to the end of its input and prints the summary. */
    public static void main(String[] args) throws Exception {
        System.out.println(run(PeerArguments.of(args)));
    }

    /** Runs the job and returns the summary line. */
    public static String run(PeerArguments arguments) throws Exception {
        arguments.createOut();
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, arguments.parallelism());
        configuration.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(configuration)
                .build());
        tables.createTemporarySystemFunction("EPOCH_MILLIS", EpochMillis.class);
        tables.createTemporarySystemFunction("MUNICIPALITY_ID", new MunicipalityId(arguments.reference()));
        return arguments.readsKafka() ? runOnKafka(tables, arguments) : runOnFiles(tables, arguments);
    }

    private static String runOnKafka(TableEnvironment tables, PeerArguments arguments) throws Exception {
        String bootstrap = arguments.requireBootstrap();
        PeerTopics.create(bootstrap, ROWS_TOPIC, arguments.parallelism());
        // Heart-beats are records too, so the number that was told is better than the number of records.
        long events = arguments.events() > 0 ? arguments.events() : PeerTopics.held(bootstrap, arguments.topics());
        long rowsBefore = PeerTopics.size(bootstrap, ROWS_TOPIC);
        String connector = "'connector' = 'kafka', 'format' = 'json', 'properties.bootstrap.servers' = '" + bootstrap
                + "', 'topic' = '";
        execute(
                tables,
                connector + String.join(";", arguments.topics())
                        + "', 'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset'",
                connector + ROWS_TOPIC + "', 'properties.compression.type' = 'lz4'");
        return PeerArguments.summary(events, PeerTopics.size(bootstrap, ROWS_TOPIC) - rowsBefore);
    }

    private static String runOnFiles(TableEnvironment tables, PeerArguments arguments) throws Exception {
        Path rows = arguments.out().resolve(ROWS_DIRECTORY);
        execute(tables, directory(arguments.requireFile()), directory(rows));
        return PeerArguments.summary(lines(arguments.requireFile()), lines(rows));
    }

    private static void execute(TableEnvironment tables, String eventsOptions, String figuresOptions)
            throws IOException, InterruptedException, ExecutionException {
        tables.executeSql(EVENTS_TABLE.formatted(eventsOptions));
        tables.executeSql(FIGURES_TABLE.formatted(figuresOptions));
        for (String statement : SqlScript.statements(SCRIPT)) {
            tables.executeSql(statement).await();
        }
    }

    private static String directory(Path path) {
        return "'connector' = 'filesystem', 'format' = 'json', 'path' = '" + path.toUri() + "'";
    }

    private static long lines(Path path) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (Stream<String> each = Files.lines(file, StandardCharsets.UTF_8)) {
                    lines += each.count();
                }
            }
        }
        return lines;
    }
}
