package ru.otklik.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/**
 * Replaces the running job by another build: savepoint, new build from it, proof that it works; if there is none, the build
 * before from the same savepoint.
 *
 * <p>The savepoint commits everything that was published up to it. A build that fails before its first checkpoint has
 * committed nothing of its own; so a roll-back loses nothing and doubles nothing. A build that made checkpoints and is
 * rolled back later has committed records that come a second time, as after any fall-back to an older checkpoint.
 */
public final class JobUpgrade {
    private static final String LAST_OPERATOR = "measure-regions";
    private static final List<String> ENDED = List.of("FAILED", "FINISHED", "CANCELED");

    private final ClusterOptions options;
    private final ClusterHome home;
    private final ClusterState state;
    private final Duration patience;
    private final Consumer<String> say;
    private final FlinkRest flink;
    private final JobClient client;

    /**
     * @param options those of the cluster; what it runs is known from its home
     * @param patience how long each proof may take
     * @param say takes one line for each step
     */
    public JobUpgrade(
            ClusterOptions options, ClusterHome home, ClusterState state, Duration patience, Consumer<String> say) {
        this.options = options;
        this.home = home;
        this.state = state;
        this.patience = patience;
        this.say = say;
        this.flink = new FlinkRest(state);
        this.client = new JobClient(options, home);
    }

    /** What had been reached when the job was stopped. */
    private record Stop(URI savepoint, OptionalLong eventTime, InputEnds inputs) {}

    /**
     * Upgrades.
     *
     * @param jar the new build
     * @param parallelism null to keep it
     * @param arguments keys and values that the job is given besides, or instead of those it has
     * @throws Failure if the new build does not work; the one before runs then
     */
    public void run(Path jar, @Nullable Integer parallelism, List<String> arguments) throws IOException {
        if (!Files.isReadable(jar)) {
            throw new Failure("there is no jar " + jar);
        }
        DeployedJob before = DeployedJob.find(home)
                .orElseThrow(() -> new Failure("no job was submitted in " + home.root() + "; start one: otklik up"));
        DeployedJob after = before.changed(home, jar.toAbsolutePath(), parallelism, arguments);
        if (flink.liveJobs().size() > 1) {
            throw new Failure("a new edition is being computed; swap it in or drop it first: otklik recompute --help");
        }
        String old = flink.findLiveJob().orElseThrow(() -> new Failure("no job runs; look: otklik status"));
        Stop stop = stop(old);
        String failed;
        try {
            prove(start(after, stop.savepoint()), stop);
            after.save(home);
            say.accept("upgraded: " + after.jar().getFileName() + " runs; savepoint kept: " + stop.savepoint());
            return;
        } catch (IOException | Failure e) {
            failed = Failure.because(e);
        }
        say.accept("the new build does not work: " + failed);
        rollBack(before, stop);
        throw new Failure(
                "rolled back to " + before.jar().getFileName() + ", which runs; the new build failed: " + failed);
    }

    private Stop stop(String job) throws IOException {
        OptionalLong eventTime = flink.eventTime(job, LAST_OPERATOR);
        InputEnds inputs = InputEnds.now(KafkaBroker.access(state));
        say.accept("stopping job " + job + " with a savepoint");
        // If this fails the job goes on as it was.
        URI savepoint = URI.create(flink.stopWithSavepoint(job));
        awaitEnd(job);
        say.accept("savepoint: " + savepoint);
        return new Stop(savepoint, eventTime, inputs);
    }

    private String start(DeployedJob deployed, URI savepoint) throws IOException {
        say.accept("starting " + deployed.jar().getFileName() + " with parallelism " + deployed.parallelism());
        List<String> arguments = new JobSubmission(deployed.in(options), home, state).arguments();
        return client.runFromCopy(deployed.jar(), arguments, deployed.parallelism(), savepoint);
    }

    /** Fails unless a job runs, makes a checkpoint, passes the event time reached before, and never restarted. */
    private void prove(String job, Stop stop) throws IOException {
        await(job, "the job to run", seen -> flink.jobState(job).equals("RUNNING"));
        say.accept("it runs");
        await(job, "its first checkpoint", seen -> completed(job) > 0);
        say.accept("its first checkpoint is complete");
        proveEventTime(job, stop);
        requireNoRestart(job);
    }

    private void proveEventTime(String job, Stop stop) throws IOException {
        if (stop.eventTime().isEmpty()) {
            say.accept("event time: the job before had reached none, so none is asked for");
            return;
        }
        try {
            await(job, "event time to pass what it was", seen -> {
                OptionalLong now = flink.eventTime(job, LAST_OPERATOR);
                seen.accept(now.isPresent() ? "event time " + now.getAsLong() : "no event time");
                return now.isPresent() && now.getAsLong() >= stop.eventTime().getAsLong();
            });
            say.accept("its event time has passed that of the job before");
        } catch (Failure late) {
            requireNoRestart(job);
            // Flink restores no event time: a partition without a record since then can't tell any.
            if (stop.inputs().allBefore(InputEnds.now(KafkaBroker.access(state)))) {
                throw late;
            }
            say.accept("event time: not proved, since no new record came on some partition");
        }
    }

    private void rollBack(DeployedJob before, Stop stop) throws IOException {
        for (var live = flink.findLiveJob(); live.isPresent(); live = flink.findLiveJob()) {
            flink.cancel(live.get());
            awaitEnd(live.get());
        }
        String job = start(before, stop.savepoint());
        await(job, "the job before to run", seen -> flink.jobState(job).equals("RUNNING"));
        await(job, "its first checkpoint", seen -> completed(job) > 0);
    }

    private long completed(String job) throws IOException {
        return flink.checkpoints(job).path("counts").path("completed").longValue();
    }

    private void requireNoRestart(String job) throws IOException {
        String failure = flink.lastFailure(job);
        if (!failure.isEmpty()) {
            throw new Failure("it has failed since its start:" + failure);
        }
    }

    /** One look at a job that has not failed. */
    @FunctionalInterface
    private interface Condition {
        boolean holds(Consumer<String> seen) throws IOException;
    }

    private void await(String job, String what, Condition condition) {
        Waiting.until(what, patience, seen -> {
            String now = flink.jobState(job);
            seen.accept(now);
            requireNoRestart(job);
            if (ENDED.contains(now)) {
                throw new Failure("it ended as it started: " + now);
            }
            return condition.holds(seen) ? true : null;
        });
    }

    private void awaitEnd(String job) {
        Waiting.until("job " + job + " to end", patience, seen -> {
            String now = flink.jobState(job);
            seen.accept(now);
            return ENDED.contains(now) ? true : null;
        });
    }
}
