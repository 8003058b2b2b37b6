package ru.otklik.edge;

import static ru.otklik.topology.OperatorId.READ_INCIDENTS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.Origin;
import ru.otklik.schemas.Heartbeat;
import ru.otklik.topology.Inlet;

/**
 * The topics of incidents, and that of official pages if it is switched on. A first start reads from the beginning; a restored one from its own offsets, and fails loudly
 * if they are gone. Partitions are those of the start: a new one would begin before any event time.
 */
final class KafkaInlet implements Inlet {
    private final KafkaAccess access;
    private final String groupId;
    private final long disorderMillis;
    private final List<String> topics;
    private final Decoding decoding;

    KafkaInlet(
            KafkaAccess access,
            String groupId,
            long disorderMillis,
            List<String> topics,
            EventDecoder.DecoderRules rules,
            ReferenceData reference) {
        this.topics = List.copyOf(topics);
        this.access = access;
        this.groupId = groupId;
        this.disorderMillis = disorderMillis;
        this.decoding = new Decoding(access, topics, rules, reference);
    }

    @Override
    public SingleOutputStreamOperator<Inbound> open(StreamExecutionEnvironment env) {
        KafkaSource<Inbound> source = KafkaSource.<Inbound>builder()
                .setProperties(access.client())
                .setGroupId(groupId)
                .setTopics(topics)
                .setStartingOffsets(new FromTheBeginning())
                .setDeserializer(decoding)
                .setProperty("partition.discovery.interval.ms", "-1")
                .build();
        long disorder = disorderMillis;
        WatermarkStrategy<Inbound> watermarks = WatermarkStrategy.forGenerator(context -> new PartitionTime(disorder));
        return READ_INCIDENTS.on(
                env.fromSource(new PacedSource<>(source), watermarks, READ_INCIDENTS.id(), FlatType.INBOUND));
    }

    /** Event time of one partition: the greatest time it has seen less the allowed disorder. */
    static final class PartitionTime implements WatermarkGenerator<Inbound> {
        private final long disorderMillis;
        private long greatest = Inbound.NO_TIME;

        PartitionTime(long disorderMillis) {
            this.disorderMillis = disorderMillis;
        }

        @Override
        public void onEvent(Inbound inbound, long timestamp, WatermarkOutput output) {
            greatest = Math.max(greatest, inbound.eventTime());
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (greatest != Inbound.NO_TIME) {
                output.emitWatermark(new Watermark(greatest - disorderMillis));
            }
        }
    }

    /** Explicit offsets, and no silent jump when they are gone. */
    private static final class FromTheBeginning implements OffsetsInitializer {
        private static final long serialVersionUID = 1L;

        @Override
        public Map<TopicPartition, Long> getPartitionOffsets(
                Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
            return retriever.beginningOffsets(partitions);
        }

        @Override
        @SuppressWarnings("deprecation") // the connector's interface still names it
        public org.apache.kafka.clients.consumer.OffsetResetStrategy getAutoOffsetResetStrategy() {
            return org.apache.kafka.clients.consumer.OffsetResetStrategy.NONE;
        }
    }

    /** Decodes records; a null value is a heart-beat if its header says so, else it is counted and skipped. */
    private static final class Decoding implements KafkaRecordDeserializationSchema<Inbound> {
        private static final long serialVersionUID = 1L;

        private static final byte[] NO_VALUE = new byte[0];
        private static final long SKEW_MILLIS = 5 * 60_000L;

        private final KafkaAccess access;
        private final List<String> topics;
        private final EventDecoder.DecoderRules rules;
        private final ReferenceData reference;
        private transient EventDecoder decoder;
        private transient Counter skipped;
        private transient Counter heartbeats;
        private transient long newestAtStart;

        Decoding(KafkaAccess access, List<String> topics, EventDecoder.DecoderRules rules, ReferenceData reference) {
            this.topics = topics;
            this.access = access;
            this.rules = rules;
            this.reference = reference;
        }

        /** A catching-up job publishes nothing that is long past at the end of its topics, wherever it reads now. */
        @Override
        public void open(DeserializationSchema.InitializationContext context) throws Exception {
            newestAtStart = NewestAppend.of(access, topics);
            decoder = new EventDecoder(rules, reference);
            skipped = context.getMetricGroup().counter("skipped-null-values");
            heartbeats = context.getMetricGroup().counter("heart-beats");
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Inbound> out) throws IOException {
            byte[] value = record.value();
            if (value != null) {
                out.collect(decoder.decode(
                        value,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        Math.max(newestAtStart, record.timestamp()),
                        record.timestamp()));
                return;
            }
            Header header = record.headers().lastHeader(Heartbeat.HEADER);
            long time = header == null
                    ? Rfc3339.INVALID
                    : Rfc3339.parse(new String(header.value(), StandardCharsets.UTF_8));
            if (time == Rfc3339.INVALID || time > record.timestamp() + SKEW_MILLIS) {
                skipped.inc();
                return;
            }
            heartbeats.inc();
            out.collect(Inbound.heartbeat(
                    new Origin(record.topic(), record.partition(), record.offset(), NO_VALUE, record.timestamp()),
                    time));
        }

        @Override
        public TypeInformation<Inbound> getProducedType() {
            return FlatType.INBOUND;
        }
    }
}
