package ru.otklik.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/**
 * Computes everything anew under a greater edition, beside the job that runs: another job, another prefix of transactions,
 * another database. Once the two have been compared, the new edition takes the place of the other one, or is dropped.
 *
 * <p>Both write to the same topics, where each record says its edition. The new one tells no alerts before it has taken its
 * place: nobody is woken by what happened last year.
 */
public final class Recomputation {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String LAST_OPERATOR = "measure-regions";
    private static final String EDITION = "--edition";
    private static final List<String> ENDED = List.of("FAILED", "FINISHED", "CANCELED");

    private final ClusterOptions options;
    private final ClusterHome home;
    private final ClusterState state;
    private final int edition;
    private final Consumer<String> say;
    private final FlinkRest flink;
    private final JobClient client;
    private final EditionDatabases databases;

    /**
     * @param options those of the cluster; what it runs is known from its home
     * @param edition the new edition
     * @param say takes one line for each step
     */
    public Recomputation(
            ClusterOptions options, ClusterHome home, ClusterState state, int edition, Consumer<String> say) {
        this.options = options;
        this.home = home;
        this.state = state;
        this.edition = edition;
        this.say = say;
        this.flink = new FlinkRest(state);
        this.client = new JobClient(options, home);
        this.databases = new EditionDatabases(home, state);
    }

    /**
     * Starts the job of the new edition at the beginning of the topics.
     *
     * @param jar null for what runs
     * @param arguments keys and values that it is given besides, or instead of those of the job that runs
     */
    public void start(@Nullable Path jar, List<String> arguments) throws IOException {
        DeployedJob deployed = deployed();
        int running = editionOf(deployed);
        if (edition <= running) {
            throw new Failure("edition " + running + " runs; the new one must be greater than it, not " + edition);
        }
        DeployedJob wanted = wanted(deployed, jar == null ? deployed.jar() : jar.toAbsolutePath(), arguments);
        databases.create(edition, say);
        String job;
        try {
            job = client.runBeside(wanted.jar(), beside(wanted), wanted.parallelism(), folders());
            Files.writeString(file(), job);
        } catch (IOException e) {
            databases.drop(edition);
            throw new Failure("the job of edition " + edition + " was not accepted: " + Failure.because(e), e);
        }
        wanted.save(file("deployed"));
        awaitRunning(job);
        say.accept("edition " + edition + " is being computed by job " + job);
    }

    /** Compares what both editions have by now. */
    public List<EditionComparison.Difference> compare() {
        try (Connection before = databases.current();
                Connection after = databases.shadowOf(edition)) {
            return EditionComparison.of(before, after);
        } catch (SQLException e) {
            throw new Failure("the editions cannot be compared: " + Failure.because(e), e);
        }
    }

    /** How far both have come, for people. */
    public String progress() throws IOException {
        return "event time " + text(reached(other())) + " before, " + text(reached(job())) + " in edition " + edition;
    }

    /** Whether the new edition has come as far as the other one. */
    public boolean hasCaughtUp() throws IOException {
        OptionalLong now = reached(other());
        OptionalLong then = reached(job());
        return now.isEmpty() || (then.isPresent() && then.getAsLong() >= now.getAsLong());
    }

    /** Lets the new edition take the place of the other one; fails, and changes nothing, if it has not come as far. */
    public void swap() throws IOException {
        String after = job();
        String before = other();
        if (!hasCaughtUp()) {
            throw new Failure("edition " + edition + " has not come as far yet: " + progress());
        }
        DeployedJob wanted = DeployedJob.find(file("deployed"))
                .orElseThrow(() -> new Failure("edition " + edition + " was not started here"));
        String left = stop(before);
        say.accept("the job before has stopped; to go back to it: its savepoint " + left + ", its database "
                + EditionDatabases.before(edition));
        URI savepoint = URI.create(stop(after));
        databases.swap(edition);
        say.accept("edition " + edition + " is what everybody reads now");
        wanted.save(home);
        List<String> arguments = new JobSubmission(wanted.in(options), home, state).arguments();
        String job = client.runFromCopy(wanted.jar(), arguments, wanted.parallelism(), savepoint);
        awaitRunning(job);
        ClusterHome.delete(file());
        ClusterHome.delete(file("deployed"));
        say.accept("it goes on as job " + job + "; give its number to the next start: up --edition " + edition);
    }

    /** Gives up the new edition; what everybody reads is not touched. */
    public void drop() throws IOException {
        if (Files.exists(file())) {
            String job = job();
            if (!ENDED.contains(flink.jobState(job))) {
                flink.cancel(job);
                awaitEnd(job);
            }
        }
        databases.drop(edition);
        ClusterHome.delete(file());
        ClusterHome.delete(file("deployed"));
        say.accept("edition " + edition + " is dropped; its records stay on the topics");
    }

    private DeployedJob deployed() {
        return DeployedJob.find(home)
                .orElseThrow(() -> new Failure("no job was submitted in " + home.root() + "; start one: otklik up"));
    }

    private static int editionOf(DeployedJob deployed) {
        int at = deployed.arguments().indexOf(EDITION);
        return at < 0 ? 0 : Integer.parseInt(deployed.arguments().get(at + 1));
    }

    private DeployedJob wanted(DeployedJob deployed, Path jar, List<String> arguments) {
        List<String> more = new ArrayList<>(List.of(EDITION, Integer.toString(edition)));
        more.addAll(arguments);
        return deployed.changed(home, jar, null, more);
    }

    /** Arguments of a job that runs beside the other one and may disturb neither it nor anybody who listens to it. */
    private List<String> beside(DeployedJob wanted) {
        List<String> usual = new JobSubmission(wanted.in(options), home, state).arguments();
        List<String> others = List.of(
                "--kafka.transactional-id-prefix",
                "edition-" + edition,
                "--kafka.group-id",
                "otklik-edition-" + edition,
                "--postgres.url",
                databases.url(edition),
                "--alert-rules",
                "none");
        List<String> all = new ArrayList<>(others);
        for (int i = 0; i + 1 < usual.size(); i += 2) {
            if (!others.contains(usual.get(i))) {
                all.addAll(usual.subList(i, i + 2));
            }
        }
        return all;
    }

    /** Nobody may take its checkpoints for those of the other job. */
    private Map<String, String> folders() {
        Path folder = home.folder("flink/editions/" + edition);
        return Map.of(
                "execution.checkpointing.dir", folder.toUri().toString(),
                "execution.checkpointing.savepoint-dir", folder.toUri().toString());
    }

    private Path file() {
        return file("job");
    }

    private Path file(String what) {
        return home.folder("flink/editions").resolve(edition + "." + what);
    }

    /** The job of the new edition. */
    private String job() throws IOException {
        if (!Files.exists(file())) {
            throw new Failure("no edition " + edition
                    + " is being computed; start it: otklik recompute start --edition " + edition);
        }
        return Files.readString(file());
    }

    /** The job whose results everybody reads. */
    private String other() throws IOException {
        String mine = job();
        return flink.liveJobs().stream()
                .filter(job -> !job.equals(mine))
                .findFirst()
                .orElseThrow(() -> new Failure("no other job runs; look: otklik status"));
    }

    private OptionalLong reached(String job) throws IOException {
        return flink.eventTime(job, LAST_OPERATOR);
    }

    private static String text(OptionalLong millis) {
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()).toString() : "none";
    }

    private String stop(String job) throws IOException {
        String savepoint = flink.stopWithSavepoint(job);
        awaitEnd(job);
        return savepoint;
    }

    private void awaitRunning(String job) {
        Waiting.until("job " + job + " to run", PATIENCE, seen -> {
            String now = flink.jobState(job);
            String failure = flink.lastFailure(job);
            seen.accept(now + failure);
            if (ENDED.contains(now) || !failure.isEmpty()) {
                throw new Failure("job " + job + " does not work: " + now + failure);
            }
            return now.equals("RUNNING") ? true : null;
        });
    }

    private void awaitEnd(String job) {
        Waiting.until("job " + job + " to end", PATIENCE, seen -> {
            String now = flink.jobState(job);
            seen.accept(now);
            return ENDED.contains(now) ? true : null;
        });
    }
}
