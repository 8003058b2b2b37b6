package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No death and no restart with another parallelism changes a number, loses one or shows one twice. */
class FailureITCase {
    private static final double EVENTS_A_SECOND = 250;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aKilledTaskManagerAndARestartChangeNothing() throws Exception {
        Quarter quarter = Quarter.generate(folder);
        List<Path> pieces = quarter.pieces(3);

        try (RunningSystem system = RunningSystem.start(folder.resolve("home"), 2)) {
            system.send(pieces.get(0), 0, null);
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> system.send(pieces.get(1), EVENTS_A_SECOND, null));
            system.awaitCheckpoint();
            assertThat(sending).isNotDone();
            system.killATaskManager();
            sending.get(3, TimeUnit.MINUTES);
            system.awaitCheckpoint();
            assertThat(system.hasFailed()).isTrue();

            system.restart(3);
            system.send(pieces.get(2), 0, Quarter.END);
            system.awaitEventTime(Quarter.END);
            system.stopJob();

            Results published = system.published();
            published.assertValuesOf(quarter.expected());
            assertThat(published.rejected()).isEqualTo(quarter.expected().rejected());
            system.stored().assertValuesOf(quarter.expected());
            assertThat(system.revisionConflicts()).isZero();
        }
    }
}
