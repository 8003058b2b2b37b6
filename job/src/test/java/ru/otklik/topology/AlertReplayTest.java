package ru.otklik.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.Replay;
import ru.otklik.testing.RandomEvents;
import ru.otklik.testing.References;

/** What a replay writes of alerts, line by line: it follows the schema, and every alert is one story. */
class AlertReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void everyLineFollowsTheSchemaAndEveryAlertIsOneStory() throws Exception {
        Path input = directory.resolve("events.ndjson");
        Files.write(
                input,
                RandomEvents.lines(RandomEvents.Parameters.of(
                        11,
                        200,
                        References.CODES,
                        Instant.parse("2023-02-01T00:00:00Z"),
                        Duration.ofDays(32).toMillis())));
        Path rules = Files.writeString(directory.resolve("rules.json"), """
                {"id": "all", "effectiveFrom": "2018-01-01T00:00:00Z", "rules": [
                  {"id": "backlog", "kind": "OVERDUE_BACKLOG", "severity": "INFO", "threshold": 2, "every": "PT30M"},
                  {"id": "low", "kind": "LOW_COMPLIANCE", "severity": "WARNING", "threshold": 0.9, "quietHours": true},
                  {"id": "near", "kind": "INCIDENT_DEADLINE_NEAR", "severity": "INFO", "threshold": 0.75, "inhibitedBy": "overdue"},
                  {"id": "overdue", "kind": "INCIDENT_OVERDUE", "severity": "WARNING", "threshold": "PT0S"},
                  {"id": "silent", "kind": "SILENT_MUNICIPALITY", "severity": "CRITICAL", "threshold": "PT8H"},
                  {"id": "slow", "kind": "SLOW_RESPONDER", "severity": "WARNING", "threshold": "PT4H", "window": "PT24H"},
                  {"id": "surge", "kind": "ACTIVITY_SURGE", "severity": "INFO", "threshold": 2, "window": "PT24H"}
                ]}
                """);
        Replay.run(new String[] {
            input.toString(),
            "--alert-rules",
            rules.toString(),
            "--out",
            directory.resolve("out").toString()
        });
        List<String> lines = Files.readAllLines(directory.resolve("out").resolve("alerts.ndjson"));

        Map<String, SortedMap<Integer, JsonNode>> alerts = new TreeMap<>();
        Set<String> rulesSeen = new TreeSet<>();
        JsonSchema schema = schema();
        for (String line : lines) {
            JsonNode step = JSON.readTree(line);
            assertThat(schema.validate(step)).as(line).isEmpty();
            rulesSeen.add(step.path("rule").asText());
            assertThat(alerts.computeIfAbsent(step.path("alertId").asText(), id -> new TreeMap<>())
                            .put(step.path("revision").intValue(), step))
                    .as(line)
                    .isNull();
        }

        assertThat(lines).hasSizeGreaterThan(200);
        assertThat(rulesSeen).containsExactly("backlog", "low", "near", "overdue", "silent", "slow", "surge");
        alerts.values().forEach(AlertReplayTest::assertOneStory);
    }

    /** It begins by firing, ends once at most, and time goes on. */
    private static void assertOneStory(SortedMap<Integer, JsonNode> steps) {
        List<String> changes = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        steps.values().forEach(step -> {
            changes.add(step.path("change").asText());
            times.add(Instant.parse(step.path("at").asText()));
        });
        assertThat(steps.firstKey()).isZero();
        assertThat(steps.lastKey()).isEqualTo(steps.size() - 1);
        assertThat(changes).startsWith("FIRED").containsOnlyOnce("FIRED");
        assertThat(changes.subList(0, changes.size() - 1)).doesNotContain("RESOLVED");
        assertThat(times).isSorted();
    }

    private static JsonSchema schema() throws Exception {
        SchemaValidatorsConfig formats =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        try (InputStream in = Objects.requireNonNull(
                AlertReplayTest.class.getResourceAsStream("/json-schema/alerts.schema.json"), "no schema")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(JSON.readTree(in), formats);
        }
    }
}
