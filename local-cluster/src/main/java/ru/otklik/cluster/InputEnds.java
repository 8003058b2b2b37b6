package ru.otklik.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import ru.otklik.console.Failure;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.schemas.Topics;

/** Where the partitions of the incident topics end at some moment. */
record InputEnds(Map<TopicPartition, Long> offsets) {
    static InputEnds now(KafkaAccess access) {
        try (Admin admin = Admin.create(KafkaBroker.adminSettings(access))) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(Topics.INPUTS).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(each ->
                                latest.put(new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
            }
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listOffsets(latest).all().get().forEach((partition, end) -> offsets.put(partition, end.offset()));
            return new InputEnds(offsets);
        } catch (ExecutionException e) {
            throw new Failure("the incident topics cannot be read: " + Failure.because(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    /** Whether every partition has got a record since: only then must event time move. */
    boolean allBefore(InputEnds later) {
        return offsets.entrySet().stream()
                .allMatch(end -> later.offsets.getOrDefault(end.getKey(), 0L) > end.getValue());
    }
}
