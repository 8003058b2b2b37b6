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

            assertThat(system.published()).isEqualTo(quarter.expected());
            assertThat(system.stored().values()).isEqualTo(quarter.expected().values());
            assertThat(system.revisionConflicts()).isZero();
        }
    }
}
