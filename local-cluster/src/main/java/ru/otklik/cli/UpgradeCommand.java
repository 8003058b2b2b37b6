package ru.otklik.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.JobUpgrade;

/** Replaces the running job by another build, or by the same one with other settings. */
@Command(
        name = "upgrade",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Stops the job with a savepoint, without draining it, and starts the new build from there.",
            "Proof: it runs, makes a checkpoint, passes the event time reached before, and has not restarted.",
            "Otherwise the build before is started from the same savepoint, and the exit code is 1."
        },
        footer = {"", "Example:  otklik upgrade --jar job/target/otklik-job-0.1.0-flink.jar --parallelism 4"})
final class UpgradeCommand implements Callable<Integer> {
    @Option(names = "--jar", paramLabel = "FILE", description = "The new build (default: the packaged job).")
    @Nullable
    Path jar;

    @Option(names = "--parallelism", paramLabel = "N", description = "Another parallelism (default: as it is).")
    @Nullable
    Integer parallelism;

    @Option(
            names = "--argument",
            paramLabel = "WORD",
            description = "A key or a value for the job, in turn: --argument --norms --argument norms.csv")
    List<String> arguments = List.of();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long each proof may take (default: 120).")
    int patience;

    @Override
    public Integer call() throws IOException {
        ClusterHome home = Otklik.home();
        ClusterOptions options = ClusterOptions.of(Otklik.project());
        new JobUpgrade(options, home, ClusterState.read(home), Duration.ofSeconds(patience), System.out::println)
                .run(jar == null ? options.jobJar() : jar, parallelism, arguments);
        return 0;
    }
}
