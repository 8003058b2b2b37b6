package ru.otklik.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ru.otklik.Replay;
import ru.otklik.console.Failure;
import ru.otklik.schemas.Topics;

/**
 * What must come out: the results of a replay of the same events, a run without faults in one process whose figures tests
 * compare with a recount written separately.
 *
 * @param values content hash of the newest revision of each final value, by topic and what it is of
 * @param alerts ids of the alerts that must fire
 * @param refused how often each refused record must be told of, by topic and what it is
 */
record Expectation(Map<String, String> values, Set<String> alerts, Map<String, Integer> refused) {
    /** Topics of values whose newest revision does not depend on how partitions were read beside each other. */
    static final List<String> VALUES = List.of(
            Topics.METRICS_MUNICIPALITY,
            Topics.METRICS_ATTRIBUTION,
            Topics.METRICS_AUTHORITY,
            Topics.METRICS_REGION,
            Topics.RANKINGS_PERIOD);

    /** Topics of what was refused. */
    static final List<String> REFUSED = List.of(Topics.INCIDENTS_REJECTED, Topics.INCIDENTS_LATE, Topics.FACTS_LATE);

    /** Replays a workload. */
    static Expectation of(Workload workload, Path folder) {
        try {
            Replay.run(new String[] {
                "--periods",
                "DAY,MONTH,QUARTER,YEAR",
                "--not-after",
                "2030-01-01",
                "--as-of",
                workload.end().toString(),
                "--edition",
                "1",
                "--out",
                folder.toString(),
                workload.file().toString()
            });
            return read(folder);
        } catch (Exception e) {
            throw new Failure("the replay that says what must come out has failed: " + Failure.because(e), e);
        }
    }

    private static Expectation read(Path folder) throws IOException {
        Map<String, Item> newest = new HashMap<>();
        for (String topic : VALUES) {
            try (Stream<String> lines = Files.lines(file(folder, topic))) {
                lines.map(line -> Item.of(topic, line.getBytes(StandardCharsets.UTF_8)))
                        .filter(Item::isFinal)
                        .forEach(item -> newest.merge(
                                topic + " " + item.what(),
                                item,
                                (one, other) -> one.revision() > other.revision() ? one : other));
            }
        }
        Map<String, String> values = new HashMap<>();
        newest.forEach((key, item) -> values.put(key, item.hash()));
        Map<String, Integer> refused = new HashMap<>();
        for (String topic : REFUSED) {
            try (Stream<String> lines = Files.lines(file(folder, topic))) {
                lines.map(line -> Item.of(topic, line.getBytes(StandardCharsets.UTF_8)))
                        .forEach(item -> refused.merge(topic + " " + item.what(), 1, Integer::sum));
            }
        }
        try (Stream<String> lines = Files.lines(file(folder, Topics.ALERTS))) {
            Set<String> alerts = lines.map(line -> Item.of(Topics.ALERTS, line.getBytes(StandardCharsets.UTF_8)))
                    .map(Item::what)
                    .collect(Collectors.toSet());
            return new Expectation(values, alerts, refused);
        }
    }

    private static Path file(Path folder, String topic) {
        return folder.resolve(topic + ".ndjson");
    }
}
