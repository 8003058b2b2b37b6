package ru.otklik.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ru.otklik.testing.References.SYKTYVKAR;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.Replay;
import ru.otklik.edge.TestRecords;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.Inbound;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.SettingsException;
import ru.otklik.testing.RandomEvents;
import ru.otklik.testing.RandomPages;
import ru.otklik.testing.References;

class ReplayTest {
    private static final String METRICS = Topics.METRICS_MUNICIPALITY + ".ndjson";

    @TempDir
    private Path directory;

    private static List<String> randomLines(long seed) {
        return RandomEvents.lines(RandomEvents.Parameters.of(
                seed,
                150,
                References.CODES,
                Instant.parse("2023-02-01T00:00:00Z"),
                Duration.ofDays(80).toMillis()));
    }

    private static String event(String type, String time, String fields) {
        return "{\"eventId\":\"" + type + time
                + "\",\"incidentId\":\"i\",\"source\":\"INCIDENT_MANAGEMENT\",\"type\":\"" + type
                + "\",\"occurredAt\":\"" + time + "\"" + fields + "}";
    }

    /** Monday, 10:00 in Moscow: eight working hours end on Tuesday 10:00. */
    private static String registered() {
        return event(
                "REGISTERED", "2023-04-03T10:00:00+03:00", ",\"municipality\":\"" + SYKTYVKAR + "\",\"topic\":\"ЖКХ\"");
    }

    private Path file(String name, List<String> lines) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".gz")
                        ? new GZIPOutputStream(raw)
                        : name.endsWith(".zst") ? new ZstdOutputStream(raw) : raw) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private Replay.Summary run(String out, String... others) throws Exception {
        List<String> arguments = new ArrayList<>(Arrays.asList(others));
        arguments.addAll(List.of("--out", directory.resolve(out).toString()));
        return Replay.run(arguments.toArray(String[]::new));
    }

    /** All files of a directory, hidden ones too. */
    private Map<String, String> files(String out) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(directory.resolve(out))) {
            for (Path file : found.toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private List<String> lines(String out, String file) throws IOException {
        return Files.readAllLines(directory.resolve(out).resolve(file), StandardCharsets.UTF_8);
    }

    private List<String> month(String out) throws IOException {
        return lines(out, METRICS).stream()
                .filter(line -> line.contains("\"id\":\"" + SYKTYVKAR + "\"")
                        && line.contains("\"label\":\"2023-04\"")
                        && line.contains("\"source\":\"ALL\""))
                .toList();
    }

    @Test
    void outputIsTheSameToTheByteAtEveryParallelismAndInEveryRun() throws Exception {
        String input = file("events.ndjson", randomLines(1)).toString();
        String pages = file(
                        "pages.ndjson",
                        RandomPages.lines(1, References.CODES, Instant.parse("2023-02-01T00:00:00Z"), 80, 12))
                .toString();
        run("first", input, pages, "--parallelism", "1");
        Map<String, String> first = files("first");

        assertThat(first.keySet())
                .containsExactlyInAnyOrderElementsOf(Topics.EXACTLY_ONCE.stream()
                        .map(topic -> topic + ".ndjson")
                        .toList());
        assertThat(first.get(METRICS))
                .contains("\"status\":\"FINAL\"", "\"status\":\"REVISED\"", "\"status\":\"PRELIMINARY\"");
        assertThat(first.get(Topics.METRICS_PAGES + ".ndjson"))
                .contains("\"status\":\"FINAL\"", "\"status\":\"REVISED\"", "\"status\":\"PRELIMINARY\"");
        assertThat(first.get(Topics.METRICS_ATTRIBUTION + ".ndjson"))
                .contains("\"status\":\"FINAL\"", "\"status\":\"REVISED\"", "\"status\":\"PRELIMINARY\"");
        for (String parallelism : List.of("1", "2", "3")) {
            run("again", input, pages, "--parallelism", parallelism);
            Map<String, String> again = files("again");
            assertThat(again.keySet()).isEqualTo(first.keySet());
            first.forEach((name, text) -> assertThat(text.equals(again.get(name)))
                    .as("%s at parallelism %s", name, parallelism)
                    .isTrue());
        }
    }

    @Test
    void openPeriodIsPublishedOnceAsPreliminary() throws Exception {
        run("out", file("events.ndjson", randomLines(2)).toString());

        Set<String> seen = new HashSet<>();
        for (String line : lines("out", METRICS)) {
            if (line.contains("\"status\":\"PRELIMINARY\"")) {
                assertThat(line).contains("\"revision\":-1");
                String key = line.replaceAll(
                        ".*\"id\":\"(\\d+)\".*\"label\":\"([^\"]+)\".*\"source\":\"([A-Z_]+)\".*", "$1 $2 $3");
                assertThat(seen.add(key)).as(key).isTrue();
            }
        }
        assertThat(seen).anyMatch(key -> key.contains(" 2023 "));
    }

    @Test
    void filesAreMergedByTheTimeOfTheirNextEvent() throws Exception {
        TestRecords door = new TestRecords(ReferenceFiles.shipped());
        TreeMap<Long, String> ordered = new TreeMap<>();
        for (String line : randomLines(3)) {
            Inbound.Accepted accepted =
                    Objects.requireNonNull(door.decode(line, "t", 0, 0, 0).accepted());
            ordered.put(accepted.event().occurredAt(), line);
        }
        List<List<String>> thirds = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String line : ordered.values()) {
            thirds.get(Math.floorMod(line.hashCode(), 3)).add(line);
        }

        Replay.Summary one =
                run("one", file("one.ndjson", List.copyOf(ordered.values())).toString());
        Replay.Summary three = run(
                "three",
                file("a.ndjson", thirds.get(0)).toString(),
                file("b.ndjson.gz", thirds.get(1)).toString(),
                file("c.ndjson.zst", thirds.get(2)).toString());

        assertThat(one.accepted()).isEqualTo(ordered.size()).isEqualTo(three.accepted());
        assertThat(one.rejected()).isZero();
        List<String> missing = new ArrayList<>(lines("one", METRICS));
        missing.removeAll(lines("three", METRICS));
        assertThat(missing).isEmpty();
        assertThat(Objects.equals(files("three"), files("one"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2023-04-04T09:59:59.999+03:00, 0, PRELIMINARY", "2023-04-04T10:00:00+03:00, 1, PRELIMINARY",
        "2023-04-30T23:59:59.999+03:00, 1, PRELIMINARY", "2023-05-01T00:00:00+03:00, 1, FINAL"
    })
    void endsAtAsOfAndNoLater(String asOf, int missed, String status) throws Exception {
        run("out", file("events.ndjson", List.of(registered())).toString(), "--as-of", asOf);

        assertThat(month("out")).hasSize(1);
        assertThat(month("out").get(0))
                .contains("\"responseDeadline\":{\"compliance\":" + (missed == 0 ? "null" : "0")
                        + ",\"met\":0,\"missed\":" + missed)
                .contains("\"status\":\"" + status + "\"");
    }

    @ParameterizedTest
    @CsvSource({"2023-04-03T11:59:59.999+03:00, 0, 1", "2023-04-03T12:00:00+03:00, 1, 2"})
    void eventsAfterAsOfAreUnseen(String asOf, int responded, int accepted) throws Exception {
        List<String> lines = List.of(registered(), event("ANSWERED", "2023-04-03T12:00:00+03:00", ""));

        Replay.Summary summary = run("out", file("events.ndjson", lines).toString(), "--as-of", asOf);

        assertThat(summary.accepted()).isEqualTo(accepted);
        assertThat(month("out").get(0)).contains("\"responded\":" + responded + ",");
    }

    @Test
    void withoutAsOfTimeStopsAtTheLastEvent() throws Exception {
        List<String> lines = List.of(registered(), event("ASSIGNED", "2023-04-04T09:59:59.999+03:00", ""));

        run("out", file("events.ndjson", lines).toString());

        assertThat(month("out").get(0)).contains("\"missed\":0", "\"eventTime\":\"2023-04-04T06:59:59.999Z\"");
    }

    @Test
    void eventsAfterNotAfterAreRejected() throws Exception {
        List<String> lines = List.of(registered(), event("ANSWERED", "2023-04-03T12:00:00+03:00", ""));
        String input = file("events.ndjson", lines).toString();

        assertThat(run("out", input, "--not-after", "2023-04-03T12:00:00+03:00").rejected())
                .isZero();
        assertThat(run("out", input, "--not-after", "2023-04-03T11:59:59.999+03:00")
                        .rejectedByReason())
                .isEqualTo(Map.of("IN_FUTURE", 1L));
    }

    @Test
    void brokenLinesAreCountedAndToldByTheirNumber() throws Exception {
        List<String> broken = List.of(
                registered(),
                "x",
                event("ANSWERED", "2023-04-03T12:00:00+03:00", ""),
                "",
                registered().replace(SYKTYVKAR, "99999999"));

        Replay.Summary summary = run("out", file("broken.ndjson", broken).toString());

        assertThat(summary.accepted()).isEqualTo(2);
        assertThat(summary.rejectedByReason()).isEqualTo(Map.of("NOT_JSON", 2L, "UNKNOWN_MUNICIPALITY", 1L));
        List<String> rejected = lines("out", Topics.INCIDENTS_REJECTED + ".ndjson");
        assertThat(rejected).hasSize(3).allMatch(line -> line.contains("\"topic\":\"broken.ndjson\""));
        for (int number : new int[] {2, 4, 5}) {
            assertThat(rejected).anyMatch(line -> line.contains("\"offset\":" + number + ","));
        }
    }

    @Test
    void noEventsAreNoFault() throws Exception {
        assertThat(run("out", file("empty.ndjson", List.of()).toString()).accepted())
                .isZero();
        assertThat(files("out").values()).allMatch(String::isEmpty);
    }

    @Test
    void unknownSettingFailsWithASuggestion() throws Exception {
        String input = file("events.ndjson", List.of()).toString();

        assertThatThrownBy(() -> run("out", input, "--as-off", "2023-04-03"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("did you mean --as-of?");
        assertThat(directory.resolve("out")).doesNotExist();
    }
}
