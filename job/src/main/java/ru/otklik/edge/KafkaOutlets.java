package ru.otklik.edge;

import static ru.otklik.topology.OperatorId.PUBLISH_LIVE;
import static ru.otklik.topology.OperatorId.PUBLISH_RECORDS;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import ru.otklik.operator.Publication;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.JobSettings;
import ru.otklik.topology.Outlet;

/**
 * The topics of results.
 *
 * <p>Exactly once, for readers with {@code isolation.level=read_committed}: nothing is lost and nothing seen twice; what
 * is written becomes visible when its checkpoint completes. A job that is down for longer than the transaction timeout
 * loses what it had written after its last checkpoint. Live boards go at least once through a sink of their own, since
 * they must not wait for a checkpoint.
 */
final class KafkaOutlets {
    /** A snapshot of a large region is some megabytes before it is compressed; the producer measures that. */
    private static final int LARGEST_RECORD_BYTES = 16 * 1024 * 1024;

    private KafkaOutlets() {}

    static Outlet exactlyOnce(KafkaAccess access, JobSettings.Kafka kafka) {
        TransactionalSink sink = transactional(access, kafka);
        return publications -> PUBLISH_RECORDS.on(publications
                .filter(publication -> !publication.topic().equals(Topics.RANKINGS_LIVE))
                .name("records")
                .sinkTo(sink));
    }

    static TransactionalSink transactional(KafkaAccess access, JobSettings.Kafka kafka) {
        Properties properties = producer(access);
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                String.valueOf(kafka.transactionTimeout().toMillis()));
        return new TransactionalSink(properties, kafka.transactionalIdPrefix(), new ToRecord(Topics.EXACTLY_ONCE));
    }

    static Outlet live(KafkaAccess access) {
        Properties properties = producer(access);
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        KafkaSink<Publication> sink = KafkaSink.<Publication>builder()
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new ToRecord(Topics.AT_LEAST_ONCE))
                .build();
        return publications -> PUBLISH_LIVE.on(publications
                .filter(publication -> publication.topic().equals(Topics.RANKINGS_LIVE))
                .name("live-records")
                .sinkTo(sink));
    }

    private static Properties producer(KafkaAccess access) {
        Properties properties = access.client();
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(LARGEST_RECORD_BYTES));
        properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(256 * 1024));
        return properties;
    }

    /** The record names its topic. No timestamp is set: a broker must not delete results by the age of their period. */
    private static final class ToRecord
            implements KafkaRecordSerializationSchema<Publication>, KafkaDatasetFacetProvider {
        private static final long serialVersionUID = 1L;

        private final List<String> topics;

        ToRecord(List<String> topics) {
            this.topics = List.copyOf(topics);
        }

        /** The topics that transactional ids are pooled for. */
        @Override
        public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
            return Optional.of(
                    new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics), new Properties()));
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                Publication publication, KafkaSinkContext context, @Nullable Long timestamp) {
            return new ProducerRecord<>(
                    publication.topic(), publication.key().getBytes(StandardCharsets.UTF_8), publication.value());
        }
    }
}
