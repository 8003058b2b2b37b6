package ru.otklik.edge;

import static ru.otklik.topology.OperatorId.READ_METHODOLOGIES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.MethodologyUpdate;
import ru.otklik.operator.UpdatesSoFar;
import ru.otklik.schemas.Topics;
import ru.otklik.topology.MethodologyInlet;

/**
 * The topic of methodologies. A restored job goes on from its own offset; if retention has taken that away, from the oldest
 * record left, since what was accepted before lies in the job's state.
 */
final class KafkaMethodologyInlet implements MethodologyInlet {
    private final KafkaAccess access;
    private final String groupId;

    KafkaMethodologyInlet(KafkaAccess access, String groupId) {
        this.access = access;
        this.groupId = groupId;
    }

    @Override
    public SingleOutputStreamOperator<MethodologyUpdate> open(StreamExecutionEnvironment env) {
        KafkaSource<MethodologyUpdate> source = KafkaSource.<MethodologyUpdate>builder()
                .setProperties(access.client())
                .setGroupId(groupId + "-methodologies")
                .setTopics(Topics.CONFIG_METHODOLOGY)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Decoding())
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .build();
        return READ_METHODOLOGIES.on(env.fromSource(
                        source,
                        WatermarkStrategy.forGenerator(context -> new Timeless()),
                        READ_METHODOLOGIES.id(),
                        FlatType.METHODOLOGY_UPDATE)
                .setParallelism(1));
    }

    @Override
    public UpdatesSoFar soFar() {
        return new TopicSoFar(access);
    }

    /**
     * Says that no update will ever be behind event time. Nobody decides by it; but Flink shows the least event time of an
     * operator's inputs as that of the operator, which is to be that of the facts.
     */
    private static final class Timeless implements WatermarkGenerator<MethodologyUpdate> {
        @Override
        public void onEvent(MethodologyUpdate update, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }

    private static final class Decoding implements KafkaRecordDeserializationSchema<MethodologyUpdate> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<MethodologyUpdate> out) {
            out.collect(MethodologyDecoder.decode(record));
        }

        @Override
        public TypeInformation<MethodologyUpdate> getProducedType() {
            return FlatType.METHODOLOGY_UPDATE;
        }
    }

    /** Reads the topic from its beginning to where it ends now. */
    private static final class TopicSoFar implements UpdatesSoFar {
        private static final long serialVersionUID = 1L;

        private static final Duration POLL = Duration.ofSeconds(1);
        /** Polls without a record after which the broker is taken to be out of reach: a minute. */
        private static final int MOST_EMPTY_POLLS = 60;

        private final KafkaAccess access;

        TopicSoFar(KafkaAccess access) {
            this.access = access;
        }

        @Override
        public List<MethodologyUpdate> read() {
            Properties properties = access.client();
            properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            TopicPartition only = new TopicPartition(Topics.CONFIG_METHODOLOGY, 0);
            List<MethodologyUpdate> updates = new ArrayList<>();
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(List.of(only));
                consumer.seekToBeginning(List.of(only));
                long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
                int emptyPolls = 0;
                while (consumer.position(only) < end) {
                    int before = updates.size();
                    consumer.poll(POLL).forEach(record -> {
                        if (record.offset() < end) {
                            updates.add(MethodologyDecoder.decode(record));
                        }
                    });
                    emptyPolls = updates.size() > before ? 0 : emptyPolls + 1;
                    if (emptyPolls > MOST_EMPTY_POLLS) {
                        throw new IllegalStateException(Topics.CONFIG_METHODOLOGY + " can't be read up to offset " + end
                                + "; stuck at " + consumer.position(only));
                    }
                }
            }
            return updates;
        }
    }
}
