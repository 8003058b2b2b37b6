package ru.otklik.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;
import ru.otklik.schemas.Topics;

/** The topics of a benchmark: removed and created anew, so that every run writes into empty ones. */
final class BenchTopics implements AutoCloseable {
    /** Topics of beginnings of sets are called so. */
    static final String PREFIX = "bench-";

    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, String> FOREVER = Map.of("retention.ms", "-1", "retention.bytes", "-1");

    private final Admin admin;

    BenchTopics(String bootstrap) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap, "request.timeout.ms", "20000"));
    }

    /**
     * Removes topics where they are there and creates them empty.
     *
     * @param byArrival whether records keep the time that their sender gives them, else the broker's clock stamps them
     */
    void recreate(Collection<String> topics, boolean byArrival) {
        remove(topics);
        Map<String, String> settings = new TreeMap<>(FOREVER);
        settings.put("message.timestamp.type", byArrival ? "CreateTime" : "LogAppendTime");
        get(admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1).configs(settings))
                        .toList())
                .all());
    }

    /** Removes what peers have written: every topic that is none of the job's and no set. */
    void removeRowsOfPeers() {
        remove(get(admin.listTopics().names()).stream()
                .filter(topic -> !Topics.INPUTS.contains(topic)
                        && !Topics.CONFIG.contains(topic)
                        && !Topics.EXACTLY_ONCE.contains(topic)
                        && !Topics.AT_LEAST_ONCE.contains(topic)
                        && !topic.startsWith(PREFIX))
                .toList());
    }

    private void remove(Collection<String> topics) {
        Set<String> there = new HashSet<>(get(admin.listTopics().names()));
        there.retainAll(topics);
        if (!there.isEmpty()) {
            get(admin.deleteTopics(there).all());
            Waiting.until("topics to be removed", PATIENCE, seen -> {
                Set<String> left = new HashSet<>(get(admin.listTopics().names()));
                left.retainAll(there);
                seen.accept("still there: " + left);
                return left.isEmpty() ? true : null;
            });
        }
    }

    /** Whether every topic is there and holds something. */
    boolean areFilled(List<String> topics) {
        return get(admin.listTopics().names()).containsAll(topics)
                && topics.stream().allMatch(topic -> ends(List.of(topic), IsolationLevel.READ_UNCOMMITTED) > 0);
    }

    /** Fails if a reader of committed records would not see all that was written. */
    void requireCommitted(List<String> topics) {
        long written = ends(topics, IsolationLevel.READ_UNCOMMITTED);
        long visible = ends(topics, IsolationLevel.READ_COMMITTED);
        if (written != visible) {
            throw new Failure("the job has ended, but " + (written - visible) + " of " + written
                    + " records are in a transaction that is still open");
        }
    }

    private long ends(List<String> topics, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = get(
                        admin.describeTopics(topics).allTopicNames())
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return get(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all()).values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new Failure("the broker refuses: " + Failure.because(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
