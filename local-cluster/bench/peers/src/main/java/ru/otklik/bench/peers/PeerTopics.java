package ru.otklik.bench.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics of a peer's run: makes the one it writes, counts records. */
final class PeerTopics {
    /** Rows of a peer are many and nobody reads them: the broker may drop the older ones, in bytes a partition. */
    private static final String KEPT_BYTES = String.valueOf(256L << 20);

    private static final String SEGMENT_BYTES = String.valueOf(64L << 20);

    private PeerTopics() {}

    /** Creates a topic unless it is there. */
    static void create(String bootstrap, String name, int partitions) throws InterruptedException, ExecutionException {
        Map<String, String> settings =
                Map.of(TopicConfig.RETENTION_BYTES_CONFIG, KEPT_BYTES, TopicConfig.SEGMENT_BYTES_CONFIG, SEGMENT_BYTES);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Records that a topic has had so far. */
    static long size(String bootstrap, String name) throws InterruptedException, ExecutionException {
        return recordsIn(bootstrap, List.of(name), OffsetSpec.latest());
    }

    /** Records that topics hold. */
    static long held(String bootstrap, List<String> names) throws InterruptedException, ExecutionException {
        return recordsIn(bootstrap, names, OffsetSpec.latest()) - recordsIn(bootstrap, names, OffsetSpec.earliest());
    }

    private static long recordsIn(String bootstrap, List<String> names, OffsetSpec where)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(names).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(each -> asked.put(new TopicPartition(topic.name(), each.partition()), where));
            }
            return admin.listOffsets(asked).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        }
    }
}
