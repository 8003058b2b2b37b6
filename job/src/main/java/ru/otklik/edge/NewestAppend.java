package ru.otklik.edge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Looks at the newest record of topics without reading them. */
final class NewestAppend {
    private static final long PATIENCE_SECONDS = 60;

    private NewestAppend() {}

    /** The greatest append time over all partitions, epoch milliseconds; 0 if the topics are empty. */
    static long of(KafkaAccess access, List<String> topics) throws Exception {
        try (Admin admin = Admin.create(access.client())) {
            Map<TopicPartition, OffsetSpec> partitions =
                    admin
                            .describeTopics(topics)
                            .allTopicNames()
                            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .values()
                            .stream()
                            .flatMap(topic -> topic.partitions().stream()
                                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.maxTimestamp()));
            return admin.listOffsets(partitions).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).values().stream()
                    .mapToLong(ListOffsetsResultInfo::timestamp)
                    .filter(timestamp -> timestamp > 0)
                    .max()
                    .orElse(0);
        }
    }
}
