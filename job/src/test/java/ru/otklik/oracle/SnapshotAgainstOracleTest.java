package ru.otklik.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ru.otklik.edge.JobInOneThread;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.testing.RandomEvents;

/**
 * Snapshots against what was published beside them: a document holds, of every figure and board of its quarter, the
 * newest at its instant, one document comes for every instant that changed one, and its totals are their sums.
 */
class SnapshotAgainstOracleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ENVELOPE = List.of("contentHash", "edition", "eventTime", "revision", "status");
    private static final List<String> CODES =
            List.of("87701000", "87723000", "25714000", "87652000", "25657000", "87523000", "87701000001");
    private static final List<Integer> HOURS_A_STEP = List.of(0, 1, 24, 720);
    private static final long HOUR = 3_600_000;
    private static final Comparator<JsonNode> BY_TIME = Comparator.comparing(SnapshotAgainstOracleTest::eventTime);

    static Collection<JobAgainstOracleTest.Case> cases() {
        return JobAgainstOracleTest.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyDocumentIsTheNewestOfAllAtItsInstant(JobAgainstOracleTest.Case example) throws Exception {
        Map<String, List<String>> records = publish(example);
        Map<String, List<JsonNode>> published = new TreeMap<>();
        for (String topic : List.of("metrics.municipality", "rankings.period")) {
            for (String line : records.getOrDefault(topic, List.of())) {
                JsonNode record = JSON.readTree(line);
                if (isEndedQuarter(record)) {
                    published
                            .computeIfAbsent(quarter(record), key -> new ArrayList<>())
                            .add(record);
                }
            }
        }
        Map<String, List<JsonNode>> snapshots = new TreeMap<>();
        for (String line : records.getOrDefault("snapshots.quarter", List.of())) {
            JsonNode snapshot = JSON.readTree(line);
            snapshots
                    .computeIfAbsent(quarter(snapshot), key -> new ArrayList<>())
                    .add(snapshot);
        }

        for (Map.Entry<String, List<JsonNode>> quarter : published.entrySet()) {
            List<JsonNode> documents = snapshots.getOrDefault(quarter.getKey(), List.of());
            assertThat(documents)
                    .as(quarter.getKey())
                    .extracting(SnapshotAgainstOracleTest::eventTime)
                    .containsExactlyElementsOf(instants(quarter.getValue()));
            String before = "null";
            for (JsonNode document : documents) {
                check(document, quarter.getValue());
                assertThat(document.path("previousHash").asText()).isEqualTo(before);
                before = document.path("contentHash").asText();
            }
        }
        assertThat(snapshots.keySet()).isSubsetOf(published.keySet());
    }

    private static Map<String, List<String>> publish(JobAgainstOracleTest.Case example) {
        List<byte[]> lines = RandomEvents.lines(RandomEvents.Parameters.of(
                        example.seed(), example.incidents(), CODES, example.start(), example.span()))
                .stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        return JobInOneThread.run(
                ReferenceFiles.shipped(),
                lines,
                new JobInOneThread.Options(
                        Instant.parse("2018-01-01T00:00:00Z").toEpochMilli(),
                        Duration.ofDays(400).toMillis(),
                        null,
                        Set.of("DAY", "MONTH", "QUARTER", "YEAR"),
                        (int) (example.seed() % 3) * 100,
                        HOURS_A_STEP.get((int) (example.seed() % HOURS_A_STEP.size())) * HOUR,
                        example.seed()));
    }

    /** When something of a quarter was published, from the instant on at which it had boards. */
    private static Set<String> instants(List<JsonNode> records) {
        String begin = records.stream()
                .filter(record -> record.has("board"))
                .map(SnapshotAgainstOracleTest::eventTime)
                .min(Comparator.naturalOrder())
                .orElse("9999");
        TreeSet<String> instants = new TreeSet<>();
        records.stream()
                .map(SnapshotAgainstOracleTest::eventTime)
                .filter(instant -> instant.compareTo(begin) >= 0)
                .forEach(instants::add);
        return instants;
    }

    private static void check(JsonNode document, List<JsonNode> records) {
        Map<String, JsonNode> newest = new HashMap<>();
        records.stream()
                .filter(record -> eventTime(record).compareTo(eventTime(document)) <= 0)
                .sorted(BY_TIME)
                .forEach(record -> newest.put(name(record), body(record)));
        Map<String, JsonNode> held = new HashMap<>();
        document.path("metrics").forEach(figures -> held.put(name(figures), body(figures)));
        document.path("boards").forEach(board -> held.put(name(board), body(board)));

        assertThat(held).isEqualTo(newest);
        assertThat(document.path("revision").asInt() == 0)
                .isEqualTo("FINAL".equals(document.path("status").asText()));
        for (JsonNode totals : document.path("totals")) {
            check(totals, document.path("metrics"));
        }
    }

    private static void check(JsonNode totals, JsonNode metrics) {
        long registered = 0;
        long met = 0;
        long judged = 0;
        long answers = 0;
        BigDecimal responseMillis = BigDecimal.ZERO;
        long open = 0;
        for (JsonNode figures : metrics) {
            if (figures.path("source").equals(totals.path("source"))) {
                registered += figures.path("registered").asLong();
                met += figures.path("responseDeadline").path("met").asLong();
                judged += figures.path("responseDeadline").path("met").asLong()
                        + figures.path("responseDeadline").path("missed").asLong();
                long count = figures.path("response").path("count").asLong();
                answers += count;
                responseMillis = responseMillis.add(figures.path("response")
                        .path("meanMillis")
                        .decimalValue()
                        .multiply(BigDecimal.valueOf(count)));
                open += figures.path("open").asLong();
            }
        }
        assertThat(totals.path("registered").asLong()).isEqualTo(registered);
        assertThat(totals.path("open").asLong()).isEqualTo(open);
        assertThat(totals.path("responseCompliance").isNull()).isEqualTo(judged == 0);
        if (judged > 0) {
            assertThat(totals.path("responseCompliance").decimalValue())
                    .isEqualByComparingTo(
                            BigDecimal.valueOf(met).divide(BigDecimal.valueOf(judged), 4, RoundingMode.HALF_UP));
        }
        assertThat(totals.path("responseMeanMillis").isNull()).isEqualTo(answers == 0);
        if (answers > 0) {
            // The means of the members were rounded before.
            BigDecimal mean = responseMillis.divide(BigDecimal.valueOf(answers), 3, RoundingMode.HALF_UP);
            assertThat(totals.path("responseMeanMillis")
                            .decimalValue()
                            .subtract(mean)
                            .abs())
                    .isLessThanOrEqualTo(BigDecimal.ONE);
        }
    }

    private static boolean isEndedQuarter(JsonNode record) {
        return "QUARTER".equals(record.path("period").path("kind").asText())
                && !"PRELIMINARY".equals(record.path("status").asText())
                && (!record.has("board")
                        || record.path("board").path("scope").asText().startsWith("REGION_"));
    }

    private static String quarter(JsonNode record) {
        String region = record.has("board")
                ? record.path("board").path("subject").asText()
                : record.has("municipality")
                        ? record.path("municipality").path("region").asText()
                        : record.path("region").path("code").asText();
        return region + ' ' + record.path("period").path("label").asText();
    }

    private static String name(JsonNode record) {
        JsonNode board = record.path("board");
        return board.path("scope").asText()
                + board.path("group").asText()
                + board.path("kind").asText()
                + record.path("municipality").path("id").asText()
                + record.path("source").asText();
    }

    /** Without the envelope, and without what the boards of the quarter before said when a board was ranked. */
    private static JsonNode body(JsonNode record) {
        ObjectNode body = record.deepCopy();
        body.remove(ENVELOPE);
        body.path("entries")
                .forEach(
                        entry -> ((ObjectNode) entry).remove(List.of("previousPlace", "previousScore", "placeChange")));
        return body;
    }

    private static String eventTime(JsonNode record) {
        return record.path("eventTime").asText();
    }
}
