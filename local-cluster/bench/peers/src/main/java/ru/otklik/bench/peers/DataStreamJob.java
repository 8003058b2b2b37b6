package ru.otklik.bench.peers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.reference.Region;

/** Peer (d): the Flink job that one writes first: bound JSON, timers for each incident, sliding windows. */
public final class DataStreamJob {
    /** Topic of the rows of a run that reads Kafka. */
    static final String ROWS_TOPIC = "bench.datastream.metrics";

    private static final Duration DISORDER = Duration.ofMinutes(1);

    private DataStreamJob() {}

    /** Reads {@link PeerArguments}, runs the job to the end of its input and prints the summary. */
    public static void main(String[] args) throws Exception {
        System.out.println(run(PeerArguments.of(args)));
    }

    /** Runs the job and returns the summary line. */
    public static String run(PeerArguments arguments) throws Exception {
        arguments.createOut();
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(arguments.parallelism(), configuration);
        DataStream<CitizenEvent> events = arguments.readsKafka() ? fromKafka(env, arguments) : fromFile(env, arguments);
        KeyedStream<IncidentFact, String> facts = events.keyBy(CitizenEvent::incident)
                .process(new TrackIncident(arguments.reference()))
                .keyBy(fact -> fact.municipality);

        DataStream<MunicipalityFigures> figures =
                tally(facts, FactWindows.sliding(Duration.ofHours(1), Duration.ofMinutes(1)), "PT1H");
        if (arguments.windows() == 3) {
            figures = figures.union(
                    tally(facts, FactWindows.sliding(Duration.ofHours(24), Duration.ofMinutes(5)), "PT24H"),
                    tally(facts, FactWindows.quarters(zones(arguments.loadReference())), PublishFigures.QUARTER));
        }
        if (arguments.readsKafka()) {
            PeerTopics.create(arguments.requireBootstrap(), ROWS_TOPIC, arguments.parallelism());
            figures.sinkTo(toKafka(arguments.requireBootstrap()));
        } else {
            figures.sinkTo(toFiles(arguments));
        }
        JobExecutionResult result = env.execute("bench-datastream");
        Long rows = result.getAccumulatorResult(PublishFigures.ROWS);
        Long taken = result.getAccumulatorResult(TrackIncident.EVENTS);
        return PeerArguments.summary(taken, rows);
    }

    private static DataStream<MunicipalityFigures> tally(
            KeyedStream<IncidentFact, String> facts, FactWindows windows, String label) {
        return facts.window(windows).aggregate(new TallyFacts(), new PublishFigures(label));
    }

    private static DataStream<CitizenEvent> fromKafka(StreamExecutionEnvironment env, PeerArguments arguments) {
        KafkaSource<CitizenEvent> source = KafkaSource.<CitizenEvent>builder()
                .setBootstrapServers(arguments.requireBootstrap())
                .setTopics(arguments.topics())
                .setGroupId("bench-datastream")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setValueOnlyDeserializer(new CitizenEventSchema())
                .build();
        WatermarkStrategy<CitizenEvent> watermarks = WatermarkStrategy.<CitizenEvent>forBoundedOutOfOrderness(DISORDER)
                .withTimestampAssigner((event, recordTime) -> event.occurredAt.toEpochMilli());
        return env.fromSource(source, watermarks, "incidents");
    }

    /** One file is read by one task; event time advances with every event, so that a replay is the same every time. */
    private static DataStream<CitizenEvent> fromFile(StreamExecutionEnvironment env, PeerArguments arguments) {
        FileSource<String> source = FileSource.forRecordStreamFormat(
                        new TextLineInputFormat(),
                        Path.fromLocalFile(arguments.requireFile().toFile()))
                .build();
        WatermarkStrategy<CitizenEvent> watermarks = WatermarkStrategy.<CitizenEvent>forGenerator(
                        context -> new EveryEvent())
                .withTimestampAssigner((event, recordTime) -> event.occurredAt.toEpochMilli());
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "incidents")
                .setParallelism(1)
                .map(new ParseLine())
                .setParallelism(1)
                .assignTimestampsAndWatermarks(watermarks)
                .setParallelism(1);
    }

    private static Map<String, ZoneId> zones(ReferenceData reference) {
        Map<String, ZoneId> zones = new HashMap<>();
        for (Region region : reference.regions()) {
            for (Municipality municipality : reference.municipalitiesOf(region.code())) {
                zones.put(municipality.id(), municipality.zone());
            }
        }
        return zones;
    }

    private static KafkaSink<MunicipalityFigures> toKafka(String bootstrap) {
        return KafkaSink.<MunicipalityFigures>builder()
                .setBootstrapServers(bootstrap)
                .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
                .setRecordSerializer(new RowRecord())
                .build();
    }

    private static FileSink<MunicipalityFigures> toFiles(PeerArguments arguments) {
        return FileSink.<MunicipalityFigures>forRowFormat(
                        Path.fromLocalFile(arguments.out().toFile()), (figures, out) -> {
                            out.write(PeerJson.bytes(figures));
                            out.write('\n');
                        })
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .build();
    }

    /** A row as a record, by municipality. */
    private static final class RowRecord implements KafkaRecordSerializationSchema<MunicipalityFigures> {
        private static final long serialVersionUID = 1L;

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                MunicipalityFigures figures, KafkaSinkContext context, Long timestamp) {
            byte[] key = figures.municipality().id().getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(ROWS_TOPIC, key, PeerJson.bytes(figures));
        }
    }

    /** Event time after every event instead of five times a second. */
    private static final class EveryEvent implements WatermarkGenerator<CitizenEvent> {
        private long newest = Long.MIN_VALUE;

        @Override
        public void onEvent(CitizenEvent event, long timestamp, WatermarkOutput output) {
            if (timestamp > newest) {
                newest = timestamp;
                output.emitWatermark(new Watermark(timestamp - DISORDER.toMillis() - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Nothing is left to tell.
        }
    }
}
