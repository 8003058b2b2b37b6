package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import ru.otklik.Replay;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/**
 * A version of the alert rules and a silence that a running job takes from its topics, and a replay of the same events
 * from its reference directory: one more rule from the middle of March on, hidden for two days.
 */
final class HotAlerts {
    private static final String RULE = "long-overdue";
    private static final Instant IN_FORCE = Instant.parse("2024-03-15T00:00:00Z");
    private static final Instant SILENT_FROM = Instant.parse("2024-03-20T06:00:00Z");
    private static final Instant SILENT_UNTIL = Instant.parse("2024-03-22T15:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private HotAlerts() {}

    /** Steps of alerts of a replay that has them as files. */
    static List<String> replay(Path events, Path folder) throws Exception {
        Path results = folder.resolve("replay-with-rules");
        Replay.run(new String[] {
            "--reference",
            referenceDirectory(folder.resolve("reference")).toString(),
            "--not-after",
            "2030-01-01",
            "--as-of",
            Quarter.END.toString(),
            "--edition",
            "1",
            "--out",
            results.toString(),
            events.toString()
        });
        return Files.readAllLines(results.resolve("alerts.ndjson"));
    }

    /** The shipped reference data with the rule and the silence as files. */
    private static Path referenceDirectory(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file :
                ReferenceFiles.files(null, Overrides.NONE).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        Files.writeString(folder.resolve("alert-rules/march.json"), version());
        Files.writeString(folder.resolve("alert-rules/silences.json"), "[" + silence(SILENT_UNTIL) + "]");
        return folder;
    }

    /** Sends them as if in February, a broken version and a longer silence before the right ones. */
    static void send(ConfigTopic rules, ConfigTopic silences) throws Exception {
        Instant february = Instant.parse("2024-02-20T09:00:00Z");
        rules.takeTimesOfSenders(february);
        rules.append(
                "broken",
                version().replace("\"march\"", "\"broken\"").replace(RULE + "\",\"kind\":\"", RULE + "\",\"kind\":\"X"),
                february);
        rules.append("march", version(), february);
        silences.takeTimesOfSenders(february);
        silences.append("flood", silence(SILENT_UNTIL.plusSeconds(86_400)), february);
        silences.append("flood", silence(SILENT_UNTIL), february.plusSeconds(3_600));
        assertThat(rules.awaitRefusal("broken")).contains("INVALID", "XINCIDENT_OVERDUE");
        assertThat(silences.awaitRefusal("probe")).contains("INVALID");
    }

    /** Every step of the rule is the one of the replay, and the silence hid what began in it, no more and no less. */
    static void assertSame(List<String> published, List<String> stored, List<String> replayed) throws IOException {
        assertThat(steps(published)).hasSizeGreaterThan(50).isEqualTo(steps(replayed));
        assertThat(steps(stored)).isEqualTo(steps(replayed));
        int hidden = 0;
        int told = 0;
        for (String line : published) {
            JsonNode step = JSON.readTree(line);
            if (isFiring(step)) {
                Instant at = Instant.parse(step.path("at").asText());
                boolean isSilent = !at.isBefore(SILENT_FROM) && at.isBefore(SILENT_UNTIL);
                assertThat(at).isAfterOrEqualTo(IN_FORCE);
                assertThat(step.path("deliver").booleanValue()).as(line).isNotEqualTo(isSilent);
                assertThat(step.path("suppressedBy").toString().contains("flood"))
                        .as(line)
                        .isEqualTo(isSilent);
                hidden += isSilent ? 1 : 0;
                told += isSilent ? 0 : 1;
            }
        }
        assertThat(hidden).as("hidden").isPositive();
        assertThat(told).as("told").isPositive();
    }

    private static boolean isFiring(JsonNode step) {
        return step.path("rule").asText().equals(RULE)
                && step.path("change").asText().equals("FIRED");
    }

    private static Set<String> steps(List<String> lines) throws IOException {
        Set<String> steps = new TreeSet<>();
        for (String line : lines) {
            JsonNode step = JSON.readTree(line);
            if (step.path("rule").asText().equals(RULE)) {
                steps.add(String.join(
                        " ",
                        step.path("alertId").asText(),
                        step.path("revision").asText(),
                        step.path("change").asText(),
                        step.path("at").asText(),
                        step.path("deliver").asText(),
                        step.path("ruleVersion").asText(),
                        step.path("suppressedBy").toString()));
            }
        }
        return steps;
    }

    private static String version() throws IOException {
        byte[] shipped = Objects.requireNonNull(
                ReferenceFiles.files(null, Overrides.NONE).get("alert-rules/default-1.json"));
        ObjectNode version = (ObjectNode) JSON.readTree(shipped);
        version.put("id", "march").put("effectiveFrom", IN_FORCE.toString());
        version.withArray("rules")
                .addObject()
                .put("id", RULE)
                .put("kind", "INCIDENT_OVERDUE")
                .put("severity", "CRITICAL")
                .put("threshold", "PT24H");
        return version.toString();
    }

    private static String silence(Instant until) {
        ObjectNode silence = JSON.createObjectNode().put("id", "flood");
        silence.putArray("rules").add(RULE);
        silence.putArray("regions").add("87000000");
        return silence.put("from", SILENT_FROM.toString())
                .put("until", until.toString())
                .put("author", "Дежурный ЦУР")
                .put("reason", "Паводок")
                .toString();
    }
}
