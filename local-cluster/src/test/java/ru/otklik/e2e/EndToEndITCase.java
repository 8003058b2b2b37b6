package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.snapshot.Snapshot;
import ru.otklik.snapshot.SnapshotCheck;
import ru.otklik.snapshot.SnapshotFolder;
import ru.otklik.snapshot.SnapshotSources;

/** A centre reads the same numbers from the running system as from a replay of the same events. */
class EndToEndITCase {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theRunningSystemAndAReplayAgree() throws Exception {
        Quarter quarter = Quarter.generate(folder);

        try (RunningSystem system = RunningSystem.start(folder.resolve("home"), 2)) {
            system.send(quarter.file(), 0, Quarter.END);
            system.awaitEventTime(Quarter.END);
            system.stopJob();

            Results published = system.published();
            published.assertValuesOf(quarter.expected());
            assertThat(published.rejected()).isEqualTo(quarter.expected().rejected());
            system.stored().assertValuesOf(quarter.expected());
            assertThat(system.revisionConflicts()).isZero();
            assertSameReports(system);
        }
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
