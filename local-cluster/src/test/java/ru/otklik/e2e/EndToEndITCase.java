package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.snapshot.Snapshot;
import ru.otklik.snapshot.SnapshotCheck;
import ru.otklik.snapshot.SnapshotFolder;
import ru.otklik.snapshot.SnapshotSources;

/** A centre reads the same numbers from the running system as from a replay of the same events. */
class EndToEndITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theRunningSystemAndAReplayAgree() throws Exception {
        Quarter quarter = Quarter.generate(folder);

        try (WebhookReceiver receiver = WebhookReceiver.start(folder.resolve("home"));
                RunningSystem system = RunningSystem.start(folder.resolve("home"), 2)) {
            system.send(quarter.file(), 0, Quarter.END);
            system.awaitEventTime(Quarter.END);
            system.stopJob();

            Results published = system.published();
            published.assertValuesOf(quarter.expected());
            assertThat(published.rejected()).isEqualTo(quarter.expected().rejected());
            system.stored().assertValuesOf(quarter.expected());
            assertThat(system.revisionConflicts()).isZero();
            assertSameReports(system);
            assertSameIdleNights(system);
            receiver.awaitAll(told(system.publishedAlerts()));
        }
    }

    /** From an hour after the last event on only heart-beats come: deadlines pass and fire all the same, everywhere. */
    private void assertSameIdleNights(RunningSystem system) throws Exception {
        Set<String> replayed = firedAtRest(Files.readAllLines(folder.resolve("replay/alerts.ndjson")));

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
