package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.EditionComparison;
import ru.otklik.cluster.EndlessJob;
import ru.otklik.cluster.Recomputation;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/**
 * Neither an upgrade under load, nor one that fails and is rolled back, nor a new edition that takes the place of the other
 * one changes a number, loses one or shows one twice.
 */
class UpgradeITCase {
    private static final double EVENTS_A_SECOND = 250;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void neitherUpgradesNorANewEditionChangeANumber() throws Exception {
        Quarter quarter = Quarter.generate(folder);
        List<Path> pieces = quarter.pieces(4);

        try (RunningSystem system = RunningSystem.start(folder.resolve("home"), 3)) {
            system.send(pieces.get(0), 0, null);
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> system.send(pieces.get(1), EVENTS_A_SECOND, null));
            system.awaitCheckpoint();
            system.upgrade(RunningSystem.packagedJob(), 2);
            assertThat(system.said())
                    .anyMatch(line -> line.startsWith("upgraded: "))
                    .contains("its event time has passed that of the job before");

            Path another = EndlessJob.packed(folder.resolve("another-job.jar"));
            assertThatThrownBy(() -> system.upgrade(another, 1))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("rolled back to job-");
            sending.get(3, TimeUnit.MINUTES);

            system.send(pieces.get(2), 0, null);
            system.send(pieces.get(3), 0, Quarter.END);
            system.awaitEventTime(Quarter.END);
            system.awaitCheckpoint();
            system.awaitCheckpoint();
            assertThat(system.hasFailed()).isFalse();

            Results published = system.published();
            published.assertValuesOf(quarter.expected());
            assertThat(published.rejected()).isEqualTo(quarter.expected().rejected());
            system.stored().assertValuesOf(quarter.expected());
            assertThat(system.revisionConflicts()).isZero();

            computeAnew(system);
            system.stored().assertValuesOf(quarter.expected());
            assertThat(system.editions()).containsExactly("2");
            assertThat(system.revisionConflicts()).isZero();
            system.awaitCheckpoint();
            assertThat(system.hasFailed()).isFalse();
        }
    }

    private static void computeAnew(RunningSystem system) throws Exception {
        Recomputation recomputation = system.recomputation(2);
        recomputation.start(null, List.of());
        List<EditionComparison.Difference> differences =
                Waiting.until("equal editions", Duration.ofMinutes(3), seen -> {
                    seen.accept(recomputation.progress());
                    if (!recomputation.hasCaughtUp()) {
                        return null;
                    }
                    List<EditionComparison.Difference> now = recomputation.compare();
                    seen.accept(now.toString());
                    return now.stream().allMatch(EditionComparison.Difference::isNone) ? now : null;
                });
        assertThat(differences).hasSize(5).anyMatch(each -> each.equal() > 1_000);
        recomputation.swap();
    }
}
