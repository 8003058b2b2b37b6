package ru.otklik.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;

/** Measures a small set with the real broker and the real programs. */
class BenchITCase {
    private static final long EVENTS = 20_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void measuresTheFloorTheJobAndTheReplay() throws Exception {
        Path project = Path.of("..").toAbsolutePath().normalize();
        Plan plan = new Plan(List.of(Row.A, Row.B, Row.C), 1, EVENTS, 1, null);
        Bench.Result result;
        try (Bench bench = new Bench(project, new ClusterHome(folder.resolve("home")), false, line -> {})) {
            result = bench.compare(plan);
        }

        JsonNode json = new ObjectMapper().readTree(result.json().toString());
        assertThat(json.path("rows")).hasSize(3).allSatisfy(row -> {
            assertThat(row.path("events").longValue()).isEqualTo(EVENTS);
            assertThat(row.path("cpuSecondsPerMillion").doubleValue()).isPositive();
            assertThat(row.path("eventsPerSecond").doubleValue()).isPositive();
            assertThat(row.path("peakMemoryBytes").longValue()).isGreaterThan(10_000_000);
        });
        JsonNode job = json.at("/rows/1/runs/0");
        assertThat(job.path("rows").longValue()).isPositive();
        assertThat(job.path("rejected").longValue()).isZero();
        assertThat(job.path("checkpoints").longValue()).isPositive();
        assertThat(job.path("checkpointBytes").longValue()).isPositive();
        assertThat(json.at("/rows/2/runs/0/rows").longValue()).isPositive();
        assertThat(json.path("ratios")).hasSize(2);
        assertThat(result.text()).contains("floor: consumer", "CPU an event");
        assertThat(Files.exists(folder.resolve("home/work"))).isFalse();
    }
}
