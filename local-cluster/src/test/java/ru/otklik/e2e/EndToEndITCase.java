package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.dashboard.LivePage;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.edge.reference.MethodologyFile;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.methodology.PublishedPeriod;
import ru.otklik.methodology.WhatIf;
import ru.otklik.methodology.WhatIfPage;
import ru.otklik.snapshot.Snapshot;
import ru.otklik.snapshot.SnapshotCheck;
import ru.otklik.snapshot.SnapshotFolder;
import ru.otklik.snapshot.SnapshotSources;

/** A centre reads the same numbers from the running system as from a replay of the same events. */
class EndToEndITCase {
    private static final String KOMI = "87000000";
    private static final Instant MARCH = Instant.parse("2024-02-29T21:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theRunningSystemAndAReplayAgree() throws Exception {
        Quarter quarter = Quarter.generate(folder);

        try (WebhookReceiver receiver = WebhookReceiver.start(folder.resolve("home"));
                RunningSystem system = RunningSystem.start(folder.resolve("home"), 2)) {
            changeTheMethodologyOfMarch(system.config("config.methodology"));
            HotAlerts.send(system.config("config.alert-rules"), system.config("config.silences"));
            sendBeforeAnOpenPage(system, quarter);
            system.awaitEventTime(Quarter.END);
            assertCounted(system.metrics(), quarter);
            system.stopJob();

            Results published = system.published();
            Results expected = quarter.expected().without(EndToEndITCase::isBoardOfMarch);
            published.without(EndToEndITCase::isBoardOfMarch).assertValuesOf(expected);
            assertThat(published.rejected()).isEqualTo(quarter.expected().rejected());
            system.stored().assertValuesOf(published);
            system.storedAttribution().assertValuesOf(system.publishedAttribution());
            assertThat(system.publishedAttribution().values()).hasSizeGreaterThan(100);
            assertThat(system.revisionConflicts()).isZero();
            assertSameReports(system);
            assertMarchIsRankedAnew(system.committed("rankings.period"));
            assertSameWhatIf(system);
            List<String> replayed = HotAlerts.replay(quarter.file(), folder);
            assertSameIdleNights(system, replayed);
            HotAlerts.assertSame(system.publishedAlerts(), system.storedAlerts(), replayed);
            receiver.awaitAll(told(system.publishedAlerts()));
        }
    }

    /** What is counted adds up over operators, and is what was published. */
    private static void assertCounted(JobMetrics metrics, Quarter quarter) {
        int rejected = quarter.expected().rejected().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        double accepted = metrics.awaitAny("stamp-events.accepted-events");
        metrics.await("taken-events", accepted);
        metrics.await("rejected-events", rejected);
        assertThat(metrics.awaitAny("rejected-config-updates")).isGreaterThanOrEqualTo(2);
        assertThat(metrics.awaitAny("FINAL.published-records")).isGreaterThan(100);
        assertThat(metrics.awaitAny("released-incidents")).isGreaterThan(100);
        assertThat(metrics.awaitAny("written-rows")).isGreaterThan(100);
        metrics.await("refused-rows", 0);
    }

    /** Pages that show the first half of the events go on by themselves when the others come, and the quarter ends there. */
    private static void sendBeforeAnOpenPage(RunningSystem system, Quarter quarter) throws Exception {
        List<Path> halves = quarter.pieces(2);
        system.send(halves.get(0), 0, null);
        try (LivePage page = LivePage.open(system.dashboard()).orElse(null)) {
            if (page == null) {
                System.out.println("no chromium on the path: the page over the running system is not looked at");
                system.send(halves.get(1), 0, Quarter.END);
                return;
            }
            Instant before = page.awaitRanking();
            assertThat(page.lines()).isGreaterThan(10);
            page.openQuarter("2024-Q1");
            system.send(halves.get(1), 0, Quarter.END);
            Instant after = page.awaitLaterThan(before);
            String end = page.awaitQuarterEnd();
            assertThat(page.saveReport(KOMI, "2024-Q1"))
                    .content()
                    .contains("Рейтинг муниципалитетов", "I квартал 2024 года");
            assertThat(page.walk(pages())).isEmpty();
            assertThat(page.sortAndFilter("2024-Q1")).contains("Ухта");
            System.out.println(
                    "the open page went on from " + before + " to " + after + ", that of the quarter: " + end);
        }
    }

    private static List<String> pages() {
        return List.of(
                "/?region=" + KOMI + "&period=QUARTER:2024-Q1",
                "/municipality?id=87725000&period=QUARTER:2024-Q1",
                "/compare?compare=87725000,87701000&period=QUARTER:2024-Q1",
                "/definitions",
                "/alerts?region=ALL",
                "/snapshots?region=ALL",
                "/quality");
    }

    /** A version that is in force from March on and counts official pages, and one that comes too late. */
    private static void changeTheMethodologyOfMarch(ConfigTopic methodologies) throws Exception {
        Instant february = Instant.parse("2024-02-20T09:00:00Z");
        methodologies.takeTimesOfSenders(february);
        assertThat(methodologies.append("march", march(), february)).isEqualTo(february.toEpochMilli());
        methodologies.append("too-late", march().replace("\"march\"", "\"too-late\""), MARCH);
        assertThat(methodologies.awaitRefusal("too-late")).contains("EFFECTIVE_IN_PAST", "at least 10 minutes");
        assertThat(methodologies.awaitRefusal("probe")).contains("INVALID");
    }

    private static String march() {
        byte[] shipped = Objects.requireNonNull(
                ReferenceFiles.files(null, Overrides.NONE).get("methodology/default-1.json"));
        return new String(shipped, StandardCharsets.UTF_8)
                .replace("\"default-1\"", "\"march\"")
                .replace("2018-01-01T00:00:00+03:00", MARCH.toString())
                .replace(
                        "{ \"indicator\": \"ratings.mean\", \"source\": \"ALL\", \"weight\": 0.1, \"best\": 5, \"worst\": 2, \"minimumCases\": 5 }",
                        "{ \"indicator\": \"pages.answeredShare\", \"weight\": 0.1, \"best\": 1, \"worst\": 0, \"minimumCases\": 5 }");
    }

    private static boolean isBoardOfMarch(String key) {
        return key.endsWith(" MONTH 2024-03") && key.contains("REGION");
    }

    private static void assertMarchIsRankedAnew(List<String> boards) throws Exception {
        Map<String, Set<String>> methodologies = new TreeMap<>();
        int counted = 0;
        for (String line : boards) {
            JsonNode board = JSON.readTree(line);
            methodologies
                    .computeIfAbsent(board.at("/period/label").asText(), label -> new TreeSet<>())
                    .add(board.path("methodology").asText());
            for (JsonNode entry : board.path("entries")) {
                for (JsonNode one : entry.path("contributions")) {
                    boolean isOfPages = one.path("indicator").asText().equals("pages.answeredShare");
                    counted += isOfPages && one.path("score").isNumber() ? 1 : 0;
                }
            }
        }
        assertThat(methodologies)
                .containsEntry("2024-02", Set.of("default-1"))
                .containsEntry("2024-03", Set.of("march"))
                .containsEntry("2024-Q1", Set.of("default-1"));
        assertThat(counted).as("scores by official pages").isGreaterThan(20);
    }

    /** What another methodology would have made of the quarter, asked of the database and of the files of a replay. */
    private void assertSameWhatIf(RunningSystem system) throws Exception {
        Methodology other = MethodologyFile.parse("march.json", march().getBytes(StandardCharsets.UTF_8));
        WhatIf stored =
                new WhatIf(system.storedPeriod(KOMI, "2024-Q1"), BoardKind.OVERALL, ReferenceFiles.shipped(), other);
        WhatIf replayed = new WhatIf(
                PublishedPeriod.fromReplay(folder.resolve("replay"), KOMI, "2024-Q1"),
                BoardKind.OVERALL,
                ReferenceFiles.shipped(),
                other);
        Path fromDatabase = folder.resolve("database.json");
        Path fromFiles = folder.resolve("files.json");

        WhatIfPage.writeJson(stored, fromDatabase);
        WhatIfPage.writeJson(replayed, fromFiles);

        assertThat(fromDatabase).hasSameTextualContentAs(fromFiles);
        assertThat(WhatIfPage.table(stored))
                .isEqualTo(WhatIfPage.table(replayed))
                .hasSizeGreaterThan(20);
    }

    /** From an hour after the last event on only heart-beats come: deadlines pass and fire all the same, everywhere. */
    private void assertSameIdleNights(RunningSystem system, List<String> alerts) throws Exception {
        Set<String> replayed = firedAtRest(alerts);

        assertThat(replayed).isNotEmpty();
        assertThat(firedAtRest(system.publishedAlerts())).isEqualTo(replayed);
        assertThat(firedAtRest(system.storedAlerts())).isEqualTo(replayed);
    }

    private static Set<String> firedAtRest(List<String> steps) throws IOException {
        Set<String> fired = new TreeSet<>();
        for (String line : steps) {
            JsonNode step = JSON.readTree(line);
            Instant at = Instant.parse(step.path("at").asText());
            if (step.path("change").asText().equals("FIRED")
                    && step.path("subject").path("type").asText().equals("INCIDENT")
                    && at.isAfter(Quarter.LAST_EVENT.plus(Duration.ofHours(1)))
                    && at.isBefore(Quarter.END.minus(Duration.ofHours(1)))) {
                fired.add(
                        step.path("rule").asText() + " " + step.path("alertId").asText());
            }
        }
        return fired;
    }

    /** What people have to be told of. */
    private static Set<String> told(List<String> steps) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String line : steps) {
            JsonNode step = JSON.readTree(line);
            if (step.path("deliver").booleanValue()) {
                keys.add(
                        step.path("alertId").asText() + "-" + step.path("state").asText());
            }
        }
        return keys;
    }

    /**
     * The chain depends on how the partitions ran beside each other, what the newest revision says does not: its figures are
     * those of a replay.
     */
    private void assertSameReports(RunningSystem system) throws Exception {
        List<Snapshot> published = system.publishedSnapshots();
        List<Snapshot> stored = system.storedSnapshots();
        Path reports = folder.resolve("reports");
        new SnapshotFolder(reports).write(published);
        List<Snapshot> replayed = SnapshotSources.ofReplay(folder.resolve("replay"));

        assertThat(newest(published).tree().path("totals"))
                .isEqualTo(newest(replayed).tree().path("totals"));
        assertThat(newest(published).tree().path("metrics"))
                .isEqualTo(newest(replayed).tree().path("metrics"));
        assertThat(newest(published).tree().path("boards"))
                .isEqualTo(newest(replayed).tree().path("boards"));
        assertThat(SnapshotCheck.of(reports).faults()).isEmpty();
        assertThat(SnapshotCheck.compare(published, stored)).isEmpty();
        assertThat(stored).hasSameSizeAs(published);
    }

    private static Snapshot newest(List<Snapshot> snapshots) {
        return snapshots.stream()
                .max(Comparator.comparingInt(Snapshot::revision))
                .orElseThrow(() -> new AssertionError("no snapshot"));
    }
}
