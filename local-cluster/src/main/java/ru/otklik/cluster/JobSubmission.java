package ru.otklik.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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

    /** Where the state of the cluster says which snapshot was passed over last, and why. */
    static final String FELL_BACK = "fellBack";

    private final ClusterOptions options;
    private final ClusterHome home;
    private final ClusterState state;
    private final FlinkRest flink;
    private final JobClient client;

    JobSubmission(ClusterOptions options, ClusterHome home, ClusterState state) {
        this.options = options;
        this.home = home;
        this.state = state;
        this.flink = new FlinkRest(state);
        this.client = new JobClient(options, home);
    }

    /**
     * Submits the job and waits until all its tasks run. It goes on from the newest savepoint or checkpoint that can be
     * restored; falling back behind a newer one is said, since committed records then come a second time.
     */
    void submit(Consumer<String> say) {
        if (!Files.exists(options.jobJar())) {
            throw new Failure("there is no job at " + options.jobJar() + "; build it: mvn -DskipTests package");
        }
        Deque<Path> starts = new ArrayDeque<>(findSnapshots(home));
        boolean hadSnapshots = !starts.isEmpty();
        while (true) {
            Path start = starts.poll();
            if (start == null && hadSnapshots) {
                throw new Failure("no savepoint or checkpoint of " + home.root()
                        + " can be restored; start empty only if results may be published anew: up --fresh");
            }
            Optional<String> damage = start == null ? Optional.empty() : SnapshotFiles.findDamage(start);
            if (damage.isEmpty()) {
                damage = start(start, say);
            }
            if (damage.isEmpty()) {
                return;
            }
            state.put(FELL_BACK, start + ": " + damage.get());
            say.accept("job: cannot go on from " + start + " (" + damage.get()
                    + "); falling back to an older one: records that were committed since then come a second time");
        }
    }

    /** Every complete savepoint and checkpoint, newest first; a job that was killed goes on from the first. */
    static List<Path> findSnapshots(ClusterHome home) {
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
                .sorted(Comparator.comparing(JobSubmission::writtenAt).reversed())
                .map(Path::getParent)
                .toList();
    }

    /** Starts from a snapshot, or empty; returns why it cannot be restored, if so. */
    private Optional<String> start(@Nullable Path snapshot, Consumer<String> say) {
        try {
            say.accept(snapshot == null ? "job: starts empty" : "job: goes on from " + snapshot);
            String job = client.run(
                    options.jobJar(), arguments(), options.parallelism(), snapshot == null ? null : snapshot.toUri());
            state.put("job", job);
            Optional<String> damage = awaitRunning(job, snapshot);
            if (damage.isPresent()) {
                endJob(job);
            }
            return damage;
        } catch (IOException e) {
            throw new Failure("the job was not accepted: " + Failure.because(e), e);
        }
    }

    private static FileTime writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException goneMeanwhile) {
            return FileTime.fromMillis(0);
        }
    }

    private Optional<String> awaitRunning(String job, @Nullable Path snapshot) {
        return Waiting.until("the job to run", PATIENCE, seen -> {
            String now = flink.jobState(job);
            String failure = flink.lastFailure(job);
            seen.accept(now + failure);
            if (snapshot != null && !now.equals("RUNNING") && SnapshotFiles.isRestoreFailure(failure)) {
                return Optional.of("its state cannot be read");
            }
            if (List.of("FAILED", "FINISHED", "CANCELED").contains(now)) {
                throw new Failure("the job ended as it started: " + now + failure + "\n  more in "
                        + home.log(FlinkJobManager.NAME));
            }
            return now.equals("RUNNING") ? Optional.<String>empty() : null;
        });
    }

    private void endJob(String job) {
        Waiting.until("the job to end", PATIENCE, seen -> {
            String now = flink.jobState(job);
            seen.accept(now);
            if (List.of("FAILED", "FINISHED", "CANCELED").contains(now)) {
                return true;
            }
            flink.cancel(job);
            return null;
        });
    }

    List<String> arguments() {
        List<String> all = new ArrayList<>(List.of(
                "--kafka.bootstrap-servers",
                KafkaBroker.bootstrap(state),
                "--kafka.transactional-id-prefix",
                "otklik-local",
                "--kafka.transaction-timeout",
                "PT2H",
                "--kafka.pages",
                "true",
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
