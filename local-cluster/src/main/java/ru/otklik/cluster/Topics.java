package ru.otklik.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import ru.otklik.console.Failure;
import ru.otklik.edge.KafkaAccess;

/** The topics of the job: created where they are missing, left alone where they are there. */
final class Topics {
    /** Keep everything; stamp records by the broker's clock, since event times may be years old. */
    private static final Map<String, String> SETTINGS =
            Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1", "retention.bytes", "-1");

    /** A snapshot holds every figure and board of a region: more than the broker's usual megabyte if it is large. */
    private static final String LARGEST_SNAPSHOT_BYTES = String.valueOf(16 * 1024 * 1024);

    private static final List<String> INCIDENTS = List.of("incidents.im", "incidents.pos");
    private static final List<String> RESULTS = List.of(
            "metrics.municipality",
            "metrics.attribution",
            "metrics.pages",
            "metrics.authority",
            "metrics.region",
            "rankings.live",
            "rankings.rolling",
            "rankings.period",
            "snapshots.quarter",
            "alerts",
            "incidents.rejected",
            "incidents.late",
            "facts.late");
    private static final List<String> SETTINGS_TOPICS =
            List.of("config.methodology", "config.alert-rules", "config.silences", "config.rejected");
    private static final int RESULT_PARTITIONS = 4;
    /** Some hundred reports a day need no more. */
    private static final int PAGE_PARTITIONS = 1;

    private Topics() {}

    static void create(KafkaAccess access, int incidentPartitions) {
        List<NewTopic> wanted = new ArrayList<>();
        INCIDENTS.forEach(name -> wanted.add(topic(name, incidentPartitions)));
        wanted.add(topic(ru.otklik.schemas.Topics.PAGES_ACTIVITY, PAGE_PARTITIONS));
        RESULTS.forEach(name -> wanted.add(topic(name, RESULT_PARTITIONS)));
        SETTINGS_TOPICS.forEach(name -> wanted.add(topic(name, 1)));
        try (Admin admin = Admin.create(KafkaBroker.adminSettings(access))) {
            Set<String> there = admin.listTopics().names().get();
            admin.createTopics(wanted.stream()
                            .filter(topic -> !there.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new Failure("the topics cannot be created: " + Failure.because(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private static NewTopic topic(String name, int partitions) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        if (name.equals(ru.otklik.schemas.Topics.SNAPSHOTS_QUARTER)) {
            settings.put("max.message.bytes", LARGEST_SNAPSHOT_BYTES);
        }
        return new NewTopic(name, partitions, (short) 1).configs(settings);
    }
}
