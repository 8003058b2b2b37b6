package ru.otklik.edge;

import static ru.otklik.topology.OperatorId.READ_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.operator.ConfigUpdate;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.UpdatesSoFar;
import ru.otklik.schemas.Topics;
import ru.otklik.topology.ConfigInlet;

/**
 * The topics of configuration. A restored job goes on from its own offsets; if retention has taken one away, from the oldest
 * record left, since what was accepted before lies in the job's state.
 */
final class KafkaConfigInlet implements ConfigInlet {
    private final KafkaAccess access;
    private final String groupId;
    private final ReferenceData reference;

    KafkaConfigInlet(KafkaAccess access, String groupId, ReferenceData reference) {
        this.access = access;
        this.groupId = groupId;
        this.reference = reference;
    }

    @Override
    public SingleOutputStreamOperator<ConfigUpdate> open(StreamExecutionEnvironment env) {
        KafkaSource<ConfigUpdate> source = KafkaSource.<ConfigUpdate>builder()
                .setProperties(access.client())
                .setGroupId(groupId + "-config")
                .setTopics(Topics.CONFIG)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Decoding(reference))
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .build();
        return READ_CONFIG.on(env.fromSource(
                        source,
                        WatermarkStrategy.forGenerator(context -> new Timeless()),
                        READ_CONFIG.id(),
                        FlatType.CONFIG_UPDATE)
                .setParallelism(1));
    }

    @Override
    public UpdatesSoFar soFar() {
        return new TopicsSoFar(access, reference);
    }

    /**
     * Says that no update will ever be behind event time. Nobody decides by it; but Flink shows the least event time of an
     * operator's inputs as that of the operator, which is to be that of the facts.
     */
    private static final class Timeless implements WatermarkGenerator<ConfigUpdate> {
        @Override
        public void onEvent(ConfigUpdate update, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }

    private static final class Decoding implements KafkaRecordDeserializationSchema<ConfigUpdate> {
        private static final long serialVersionUID = 1L;

        private final ReferenceData reference;

        Decoding(ReferenceData reference) {
            this.reference = reference;
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ConfigUpdate> out) {
            out.collect(ConfigDecoder.decode(record, reference));
        }

        @Override
        public TypeInformation<ConfigUpdate> getProducedType() {
            return FlatType.CONFIG_UPDATE;
        }
    }

    /** Reads the topics from their beginnings to where they end now. */
    private static final class TopicsSoFar implements UpdatesSoFar {
        private static final long serialVersionUID = 1L;

        private static final Duration POLL = Duration.ofSeconds(1);
        /** Polls without a record after which the broker is taken to be out of reach: a minute. */
        private static final int MOST_EMPTY_POLLS = 60;

        private final KafkaAccess access;
        private final ReferenceData reference;

        TopicsSoFar(KafkaAccess access, ReferenceData reference) {
            this.access = access;
            this.reference = reference;
        }

        @Override
        public List<ConfigUpdate> read() {
            Properties properties = access.client();
            properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            List<TopicPartition> partitions = Topics.CONFIG.stream()
                    .map(topic -> new TopicPartition(topic, 0))
                    .toList();
            List<ConfigUpdate> updates = new ArrayList<>();
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                int emptyPolls = 0;
                while (partitions.stream().anyMatch(each -> consumer.position(each) < end(ends, each))) {
                    int before = updates.size();
                    consumer.poll(POLL).forEach(record -> {
                        if (record.offset() < end(ends, new TopicPartition(record.topic(), record.partition()))) {
                            updates.add(ConfigDecoder.decode(record, reference));
                        }
                    });
                    emptyPolls = updates.size() > before ? 0 : emptyPolls + 1;
                    if (emptyPolls > MOST_EMPTY_POLLS) {
                        throw new IllegalStateException(Topics.CONFIG + " can't be read up to " + ends);
                    }
                }
            }
            return updates;
        }

        private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
            return ends.getOrDefault(partition, 0L);
        }
    }
}
