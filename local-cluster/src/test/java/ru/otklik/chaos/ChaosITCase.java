package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;

/** Nothing is lost, doubled or wrong after eight faults of the kinds that happen most. */
class ChaosITCase {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final long SEED = 5;
    private static final List<String> FAULTS =
            List.of("F1", "F2", "F3", "freeze-task-manager", "kill-broker", "kill-database", "cut-database", "F14");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void eightFaultsChangeNothing() {
        ChaosPlan plan =
                ChaosPlan.of(PROJECT, new ClusterHome(folder.resolve("home")), SEED, FAULTS.size(), FAULTS, null);

        ChaosReport report = ChaosRun.run(plan, System.out::println);

        assertThat(report.isClean()).as(String.join("\n", report.lines())).isTrue();
        assertThat(report.faults()).isEqualTo(FAULTS.size());
        assertThat(report.abortedRecords())
                .as("records of aborted transactions")
                .isPositive();
    }
}
