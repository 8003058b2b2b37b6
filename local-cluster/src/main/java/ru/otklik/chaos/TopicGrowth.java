package ru.otklik.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import ru.otklik.console.Failure;

/** Sees a topic grow, open transactions included. */
final class TopicGrowth {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final String bootstrap;

    TopicGrowth(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Waits until something more is in a topic than now; returns whether there is. */
    boolean await(String topic, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(settings)) {
            long before = end(admin, topic);
            while (System.nanoTime() < deadline) {
                if (end(admin, topic) > before) {
                    return true;
                }
                Pause.of(LOOK);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure("the ends of " + topic + " cannot be read: " + Failure.because(e), e);
        }
    }

    private static long end(Admin admin, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted =
                admin.describeTopics(List.of(topic)).allTopicNames().get(20, TimeUnit.SECONDS).values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(wanted).all().get(20, TimeUnit.SECONDS).values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }
}
