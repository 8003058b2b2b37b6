package ru.otklik.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.console.Waiting;

/** Starts the real processes, kills one, stops and starts the job, and leaves nothing behind. */
class ClusterITCase {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> said = new ArrayList<>();
    private ClusterHome home = new ClusterHome(Path.of(""));
    private ClusterState state = ClusterState.read(home);
    private LocalCluster cluster = new LocalCluster(ClusterOptions.of(Path.of("")), home, state, said::add);

    @BeforeEach
    void choose() throws IOException {
        home = new ClusterHome(folder.resolve("home"));
        state = ClusterState.read(home);
        cluster = new LocalCluster(options(), home, state, said::add);
    }

    @AfterEach
    void stop() {
        cluster.stop();
    }

    @Test
    void runsAJobThroughADeathAndARestart() throws Exception {
        cluster.start();
        cluster.submitJob();
        FlinkRest flink = new FlinkRest(state);
        String job = flink.findLiveJob().orElseThrow();
        awaitCheckpoint(flink, job, 1);

        ServiceProcess victim = cluster.inOrderOfStart().get(3);
        ProcessHandle dead = victim.process().orElseThrow();
        dead.destroyForcibly();
        dead.onExit().join();
        cluster.reviveDead();
        // A job that has just lost its TaskManager can make no savepoint; two checkpoints on, it has another.
        awaitCheckpoint(flink, job, completed(flink, job) + 2);
        assertThat(victim.process().orElseThrow().pid()).isNotEqualTo(dead.pid());
        assertThat(said).anyMatch(line -> line.startsWith("flink-taskmanager-1 has died; the end of "));

        cluster.stop();
        assertThat(cluster.inOrderOfStart())
                .allMatch(service -> service.process().isEmpty());
        assertThat(home.savepoints()).isNotEmptyDirectory();
        assertThat(said).doesNotContain("no savepoint");

        said.clear();
        cluster = new LocalCluster(options(), home, state, said::add);
        cluster.start();
        cluster.submitJob();
        assertThat(said).anyMatch(line -> line.startsWith("job: goes on from " + home.savepoints()));
    }

    private static int completed(FlinkRest flink, String job) throws IOException {
        return flink.checkpoints(job).path("counts").path("completed").intValue();
    }

    private static void awaitCheckpoint(FlinkRest flink, String job, int count) {
        Waiting.until("checkpoint " + count, Duration.ofMinutes(1), seen -> {
            int completed = completed(flink, job);
            seen.accept(completed + " completed");
            return completed >= count ? true : null;
        });
    }

    private ClusterOptions options() throws IOException {
        Path project = Path.of("..").toAbsolutePath().normalize();
        return new ClusterOptions(
                project, EndlessJob.packed(folder.resolve("endless.jar")), 2, 1, 2, 256, false, List.of());
    }
}
