package ru.otklik.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/** Brings the job onto the cluster as any user would, from where it stopped. */
final class JobSubmission {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String METADATA = "_metadata";

    private final ClusterOptions options;
    private final ClusterHome home;
    private final ClusterState state;
    private final FlinkRest flink;

    JobSubmission(ClusterOptions options, ClusterHome home, ClusterState state) {
        this.options = options;
        this.home = home;
        this.state = state;
        this.flink = new FlinkRest(state);
    }

    /** Submits the job and waits until all its tasks run. */
    void submit(Consumer<String> say) {
        if (!Files.exists(options.jobJar())) {
            throw new Failure("there is no job at " + options.jobJar() + "; build it: mvn -DskipTests package");
        }
        URI start = findNewestSnapshot(home).map(Path::toUri).orElse(null);
        try {
            say.accept(start == null ? "job: starts empty" : "job: goes on from " + start.getPath());
            String job = flink.run(flink.upload(options.jobJar()), arguments(), options.parallelism(), start);
            state.put("job", job);
            awaitRunning(job);
        } catch (IOException e) {
            throw new Failure("the job was not accepted: " + Failure.because(e), e);
        }
    }

    /** The newest complete savepoint or checkpoint; a job that was killed goes on from the latter. */
    static Optional<Path> findNewestSnapshot(ClusterHome home) {
        List<Path> found = new ArrayList<>();
        for (Path folder : List.of(home.savepoints(), home.checkpoints())) {
            try (Stream<Path> files = Files.find(
                    folder, 3, (path, attributes) -> path.endsWith(METADATA) && attributes.isRegularFile())) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw new Failure("cannot read " + folder + ": " + Failure.because(e), e);
            }
        }
        return found.stream()
                .max(Comparator.comparing(JobSubmission::writtenAt))
                .map(Path::getParent);
    }

    private static FileTime writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException goneMeanwhile) {
            return FileTime.fromMillis(0);
        }
    }

    private void awaitRunning(String job) {
        @Nullable
        Boolean runs = Waiting.until("the job to run", PATIENCE, seen -> {
            String now = flink.jobState(job);
            String failure = flink.lastFailure(job);
            seen.accept(now + failure);
            if (List.of("FAILED", "FINISHED", "CANCELED").contains(now)) {
                throw new Failure("the job ended as it started: " + now + failure + "\n  more in "
                        + home.log(FlinkJobManager.NAME));
            }
            return now.equals("RUNNING") ? true : null;
        });
        assert runs != null;
    }

    private List<String> arguments() {
        List<String> all = new ArrayList<>(List.of(
                "--kafka.bootstrap-servers",
                KafkaBroker.bootstrap(state),
                "--kafka.transactional-id-prefix",
                "otklik-local",
                "--kafka.transaction-timeout",
                "PT2H",
                "--postgres.url",
                PostgresServer.url(state),
                "--postgres.user",
                PostgresServer.WRITER,
                "--postgres.password-file",
                home.secret(PostgresServer.WRITER).toString(),
                "--citizen-key-file",
                home.secret("citizen-key").toString()));
        TransportSecurity.of(state)
                .ifPresent(security -> all.addAll(List.of(
                        "--kafka.properties-file", security.clientProperties().toString())));
        all.addAll(options.jobArguments());
        return all;
    }
}
