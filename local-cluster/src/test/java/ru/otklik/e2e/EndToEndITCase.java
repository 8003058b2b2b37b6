package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        }
    }
}
