package ru.otklik.bench.peers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topic that a peer writes. */
final class OutputTopic {
    /** Rows of a peer are many and nobody reads them: the broker may drop the older ones, in bytes a partition. */
    private static final String KEPT_BYTES = String.valueOf(256L << 20);

    private static final String SEGMENT_BYTES = String.valueOf(64L << 20);

    private OutputTopic() {}

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
}
