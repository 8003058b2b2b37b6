package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.testing.References.SYKTYVKAR;
import static ru.otklik.testing.References.USINSK;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.operator.OperatorScenario.Backend;
import ru.otklik.operator.OperatorScenario.Step;

/** What a centre has in its hands of a quarter: one document at the end, one more for every tick that changed it. */
class SnapshotScenarioTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "snapshots.quarter";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    /**
     * Two quarters: the first is revised once by two late facts of two municipalities at one tick and once more by a third
     * one, then its horizon closes.
     */
    private static Scripts life() {
        return new Scripts()
                .registered("a", SYKTYVKAR, "2023-03-30T07:00")
                .registered("b", USINSK, "2023-03-30T07:01")
                .registered("c", USINSK, "2023-03-30T07:02")
                .passed("2023-03-31T20:56")
                .heartbeat("2023-03-31T21:01:10", 0)
                .passed("2023-03-31T21:00")
                .event("a", "ANSWERED", "2023-03-30T09:00", "2023-03-31T21:02:10", "")
                .event("b", "ANSWERED", "2023-03-30T10:01", "2023-03-31T21:02:20", "")
                .heartbeat("2023-03-31T21:08", 0)
                .passed("2023-03-31T21:06")
                .event("c", "CANCELLED", "2023-03-31T09:00", "2023-04-02T05:00", "")
                .heartbeat("2023-04-02T05:12", 0)
                .passed("2023-04-02T05:11")
                .event("a", "ANSWERED", "2023-03-30T09:30", "2023-04-02T05:12", "")
                .heartbeat("2023-04-02T05:22", 0)
                .passed("2023-04-02T05:21")
                .registered("d", SYKTYVKAR, "2023-05-20T05:00")
                .passed("2023-05-20T04:59")
                .event("b", "CANCELLED", "2023-03-31T20:59", "2023-05-20T05:01", "")
                .heartbeat("2023-05-20T05:12", 0)
                .passed("2023-05-20T05:11")
                .heartbeat("2023-06-30T21:01:10", 0)
                .passed("2023-06-30T21:00");
    }

    @Test
    void eachTickThatChangedTheQuarterIsOneRevisionThatNamesTheOneBefore() throws Exception {
        List<Publication> sent = snapshots(life().facts());

        assertThat(sent)
                .extracting(Publication::key)
                .containsExactly(
                        "87000000|2023-Q1|0", "87000000|2023-Q1|1", "87000000|2023-Q1|2", "87000000|2023-Q2|0");
        List<JsonNode> documents =
                sent.stream().map(SnapshotScenarioTest::document).toList();
        assertThat(documents)
                .extracting(document -> document.path("status").asText() + " "
                        + document.path("eventTime").asText() + " " + all(document, "registered") + " "
                        + all(document, "responded") + " " + all(document, "responseMeanMillis"))
                .containsExactly(
                        "FINAL 2023-03-31T21:00:00.000Z 3 0 null",
                        "REVISED 2023-03-31T21:05:00.000Z 3 2 9000000",
                        "REVISED 2023-03-31T21:10:00.000Z 2 2 9000000",
                        "FINAL 2023-06-30T21:00:00.000Z 1 0 null");
        assertThat(documents.get(0).path("previousHash").isNull()).isTrue();
        assertThat(documents.get(1).path("previousHash"))
                .isEqualTo(documents.get(0).path("contentHash"));
        assertThat(documents.get(2).path("previousHash"))
                .isEqualTo(documents.get(1).path("contentHash"));
        assertThat(documents.get(3).path("previousHash").isNull()).isTrue();
    }

    /** A sender that trickles its answers in: the bound is one document a tick, whatever else that tick brought. */
    @Test
    void aQuarterCorrectedAtEveryTickHasOneDocumentATick() throws Exception {
        int ticks = 12;
        Scripts script = new Scripts();
        for (int i = 0; i < 2 * ticks; i++) {
            script.registered("i" + i, i % 2 == 0 ? SYKTYVKAR : USINSK, "2023-03-30T07:%02d".formatted(i));
        }
        script.passed("2023-03-31T20:56").heartbeat("2023-03-31T21:01:10", 0).passed("2023-03-31T21:00");
        Instant end = Instant.parse("2023-03-31T21:00:00Z");
        for (int tick = 0; tick < ticks; tick++) {
            Instant begin = end.plus(Duration.ofMinutes(5L * tick));
            script.event("i" + 2 * tick, "ANSWERED", "2023-03-30T09:00", utc(begin, 130), "")
                    .event("i" + (2 * tick + 1), "ANSWERED", "2023-03-30T09:01", utc(begin, 140), "")
                    .heartbeat(utc(begin, 370), 0)
                    .passed(utc(begin, 300));
        }

        List<JsonNode> documents = snapshots(script.facts()).stream()
                .map(SnapshotScenarioTest::document)
                .toList();

        assertThat(documents).hasSize(ticks + 1);
        for (int i = 1; i < documents.size(); i++) {
            JsonNode document = documents.get(i);
            assertThat(document.path("revision").asInt()).isEqualTo(i);
            assertThat(document.path("eventTime").asText())
                    .isEqualTo(utc(end.plus(Duration.ofMinutes(5L * i)), 0) + ".000Z");
            assertThat(document.path("previousHash"))
                    .isEqualTo(documents.get(i - 1).path("contentHash"));
            assertThat(all(document, "responded")).isEqualTo("" + 2 * i);
        }
    }

    private static String utc(Instant from, int seconds) {
        return from.plusSeconds(seconds).atOffset(ZoneOffset.UTC).format(SECONDS);
    }

    @Test
    void everyContentHashIsThatOfTheCanonicalBody() throws Exception {
        for (Publication snapshot : snapshots(life().facts())) {
            ObjectNode body = (ObjectNode) document(snapshot);
            String hash = body.path("contentHash").asText();
            body.remove(List.of("contentHash", "edition", "eventTime", "revision", "status"));

            assertThat(sha256(new JsonCanonicalizer(body.toString()).getEncodedUTF8()))
                    .isEqualTo(hash)
                    .isEqualTo(Objects.requireNonNull(snapshot.row()).contentHash());
        }
    }

    @Test
    void theNextQuarterIsHeldAgainstTheNewestRevisionOfTheOneBefore() throws Exception {
        List<Publication> sent = snapshots(life().facts());

        JsonNode previous = document(sent.get(3)).path("previous");

        assertThat(previous.path("label").asText()).isEqualTo("2023-Q1");
        assertThat(previous.path("revision").asInt()).isEqualTo(2);
        assertThat(previous.path("contentHash")).isEqualTo(document(sent.get(2)).path("contentHash"));
        assertThat(previous.path("totals")).isEqualTo(document(sent.get(2)).path("totals"));
        assertThat(document(sent.get(2)).path("previous").isNull()).isTrue();
    }

    @Test
    void whatComesAfterTheHorizonChangesNoDocumentAndIsTold() throws Exception {
        OperatorScenario<IncidentFacts, Publication, String> scenario = new OperatorScenario<>(
                        Scripts.measure(), Backend.HASHMAP)
                .start(1)
                .play(life().facts())
                .finish();

        assertThat(scenario.sent())
                .filteredOn(line -> line.startsWith("side facts.late"))
                .anyMatch(line -> line.contains("{\"kind\":\"QUARTER\",\"label\":\"2023-Q1\"}"));
        assertThat(ofQuarter(scenario.records()))
                .noneMatch(snapshot ->
                        document(snapshot).path("eventTime").asText().startsWith("2023-05"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHMAP", "ROCKSDB"})
    void aRestartAnywhereRepeatsNothingAndKeepsTheChain(Backend backend) throws Exception {
        List<Step<IncidentFacts>> steps = life().facts();
        List<String> unbroken = texts(snapshots(steps));

        for (int position = 0; position <= steps.size(); position++) {
            OperatorScenario<IncidentFacts, Publication, String> broken = new OperatorScenario<>(
                            Scripts.measure(), backend)
                    .start(1)
                    .play(steps.subList(0, position))
                    .restart(1)
                    .play(steps.subList(position, steps.size()))
                    .finish();

            assertThat(texts(ofQuarter(broken.records())))
                    .as("restarted after %d steps", position)
                    .isEqualTo(unbroken);
        }
    }

    private static List<Publication> snapshots(List<Step<IncidentFacts>> steps) throws Exception {
        return ofQuarter(new OperatorScenario<>(Scripts.measure(), Backend.HASHMAP)
                .start(1)
                .play(steps)
                .finish()
                .records());
    }

    private static List<Publication> ofQuarter(List<Publication> records) {
        return records.stream().filter(record -> record.topic().equals(TOPIC)).toList();
    }

    private static List<String> texts(List<Publication> snapshots) {
        return snapshots.stream().map(OperatorScenario::text).toList();
    }

    private static String all(JsonNode document, String total) {
        return document.path("totals").path(0).path(total).asText();
    }

    private static JsonNode document(Publication snapshot) {
        try {
            return JSON.readTree(snapshot.value());
        } catch (IOException e) {
            throw new AssertionError(new String(snapshot.value(), StandardCharsets.UTF_8), e);
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
