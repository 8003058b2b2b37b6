package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.testing.References.SYKTYVKAR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.Replay;
import ru.otklik.operator.Inbound;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.JobSettings;
import ru.otklik.testing.References;

/** At 1 January, UTC, another key hides citizens: who wrote before and after cannot be told to be one. */
class KeyRotationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST = "first-key-of-32-characters-aaaaa";
    private static final String SECOND = "second-key-of-32-characters-bbbb";
    private static final String BEFORE = "2026-12-31T23:59:59.999Z";
    private static final String AFTER = "2027-01-01T00:00:00Z";

    @TempDir
    private Path folder = Path.of("");

    private static String registered(String incident, String time) {
        return "{\"eventId\":\"e\",\"incidentId\":\"" + incident
                + "\",\"source\":\"POS\",\"type\":\"REGISTERED\",\"occurredAt\":\"" + time
                + "\",\"municipality\":\"" + SYKTYVKAR + "\",\"topic\":\"ЖКХ\",\"citizen\":\"Житель № 1\"}";
    }

    private Path keys() throws IOException {
        return Files.writeString(
                folder.resolve("keys"), "otklik-citizen-keys\n2027 " + SECOND + "\n2018 " + FIRST + "\n");
    }

    private static long hash(String key) {
        return new CitizenHash(key.getBytes(StandardCharsets.UTF_8)).of("Житель № 1", 0);
    }

    @Test
    void aTokenIsHashedByTheKeyOfItsEventsTimeWhicheverDecoderReadsIt() throws IOException {
        JobSettings settings = JobSettings.streaming(
                new String[] {"--kafka.bootstrap-servers", "a:1", "--citizen-key-file", keys().toString()});
        EventDecoder decoder =
                new EventDecoder(new EventDecoder.DecoderRules(0, false, settings.citizenKeys()), References.small());

        assertThat(citizen(decoder, registered("i", BEFORE))).isEqualTo(hash(FIRST));
        assertThat(citizen(decoder, registered("i", AFTER))).isEqualTo(hash(SECOND));
        String escaped = registered("i", AFTER).replace("Житель", "\\u0416итель");
        assertThat(citizen(decoder, escaped)).as("by the careful parser").isEqualTo(hash(SECOND));
        assertThat(hash(FIRST)).isNotEqualTo(hash(SECOND));
    }

    private static long citizen(EventDecoder decoder, String event) {
        long late = Instant.parse("2027-06-01T00:00:00Z").toEpochMilli();
        Inbound inbound =
                decoder.decode(event.getBytes(StandardCharsets.UTF_8), Topics.INPUTS.get(1), 0, 0, late, late);
        return Objects.requireNonNull(inbound.accepted()).event().citizen();
    }

    @Test
    void aPeriodWithBothKeysSaysSo() throws Exception {
        Path events =
                Files.write(folder.resolve("events.ndjson"), List.of(registered("a", BEFORE), registered("b", AFTER)));

        JsonNode year = year(events, "rotated", "--citizen-key-file", keys().toString());
        assertThat(year.path("citizens").intValue()).isEqualTo(2);
        assertThat(year.path("citizensAcrossKeys").booleanValue()).isTrue();

        JsonNode asEver = year(events, "one-key");
        assertThat(asEver.path("citizens").intValue()).isEqualTo(1);
        assertThat(asEver.has("citizensAcrossKeys")).isFalse();
    }

    /** The year 2027 of Moscow time, which begins three hours before the new key does. */
    private JsonNode year(Path events, String out, String... settings) throws Exception {
        Path results = folder.resolve(out);
        List<String> arguments = new java.util.ArrayList<>(List.of(settings));
        arguments.addAll(
                List.of(events.toString(), "--out", results.toString(), "--periods", "YEAR", "--parallelism", "1"));
        Replay.run(arguments.toArray(String[]::new));
        for (String line : Files.readAllLines(results.resolve(Topics.METRICS_MUNICIPALITY + ".ndjson"))) {
            JsonNode record = JSON.readTree(line);
            if (record.path("municipality").path("id").asText().equals(SYKTYVKAR)
                    && record.path("source").asText().equals("ALL")
                    && record.path("period").path("label").asText().equals("2027")) {
                return record;
            }
        }
        throw new AssertionError("no year 2027 in " + results);
    }
}
