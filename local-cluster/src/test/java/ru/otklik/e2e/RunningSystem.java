package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.FlinkRest;
import ru.otklik.cluster.JobUpgrade;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.LocalCluster;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.cluster.Recomputation;
import ru.otklik.console.Progress;
import ru.otklik.console.Waiting;
import ru.otklik.dashboard.DashboardSettings;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.methodology.PublishedPeriod;
import ru.otklik.snapshot.Snapshot;
import ru.otklik.snapshot.SnapshotSources;
import ru.otklik.traffic.FileSending;
import ru.otklik.traffic.TrafficSender;

/** Broker, database, Flink and the packaged job as processes, in a home of their own. */
final class RunningSystem implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private final ClusterHome home;
    private final ClusterState state;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private LocalCluster cluster;

    private RunningSystem(ClusterHome home, int parallelism) {
        this.home = home;
        this.state = ClusterState.read(home);
        this.cluster = new LocalCluster(options(parallelism), home, state, said::add);
    }

    /** Starts everything. */
    static RunningSystem start(Path home, int parallelism) {
        RunningSystem system = new RunningSystem(new ClusterHome(home), parallelism);
        try {
            system.start();
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
        return system;
    }

    private void start() {
        cluster.start();
        cluster.submitJob();
    }

    /** Stops everything, the job with a savepoint, and goes on from there with another parallelism. */
    void restart(int parallelism) {
        cluster.stop();
        assertThat(said).noneMatch(line -> line.startsWith("no savepoint"));
        cluster = new LocalCluster(options(parallelism), home, state, said::add);
        start();
        assertThat(said).anyMatch(line -> line.startsWith("job: goes on from " + home.savepoints()));
    }

    /** Replaces the job by another build or another parallelism, under load or not. */
    void upgrade(Path jar, int parallelism) throws IOException {
        new JobUpgrade(options(parallelism), home, state, PATIENCE, said::add).run(jar, parallelism, List.of());
    }

    /** Another edition, computed beside the job. */
    Recomputation recomputation(int edition) {
        return new Recomputation(options(1), home, state, edition, said::add);
    }

    /** The editions of the rows that everybody reads. */
    List<String> editions() throws SQLException {
        return column(
                "select distinct edition from otklik.municipality_metrics union select edition from otklik.board");
    }

    /** The packaged job. */
    static Path packagedJob() {
        return options(1).jobJar();
    }

    /** What the cluster said of its steps. */
    List<String> said() {
        return List.copyOf(said);
    }

    void send(Path file, double rate, @Nullable Instant close) {
        try (TrafficSender sender = TrafficSender.connect(bootstrap())) {
            new FileSending(sender, rate).send(List.of(file), close, new Progress(System.out, "sent"));
        }
    }

    /** Waits until every subtask that measures has reached an event time. */
    void awaitEventTime(Instant time) {
        Waiting.until("event time " + time, PATIENCE, seen -> {
            OptionalLong reached = flink().eventTime(job(), "measure-regions");
            seen.accept("event time " + reached + ", job " + flink().jobState(job()) + flink().lastFailure(job()));
            return reached.orElse(Long.MIN_VALUE) < time.toEpochMilli() ? null : true;
        });
    }

    /** What the job counts. */
    JobMetrics metrics() throws IOException {
        return new JobMetrics(FlinkRest.address(state) + "/jobs/" + job());
    }

    /** Waits until one more checkpoint than now is complete. */
    void awaitCheckpoint() throws IOException {
        long before = checkpoints();
        Waiting.until("a checkpoint", PATIENCE, seen -> {
            seen.accept(checkpoints() + " complete");
            return checkpoints() > before ? true : null;
        });
    }

    /** Ends a TaskManager without any warning, and has it replaced. Each carries a part of the job. */
    void killATaskManager() {
        ProcessHandle victim = cluster.inOrderOfStart().get(3).process().orElseThrow();
        victim.destroyForcibly();
        victim.onExit().join();
        cluster.reviveDead();
        assertThat(said).anyMatch(line -> line.startsWith("flink-taskmanager-1 has died"));
    }

    /** Whether the job has been started anew by Flink since it was submitted. */
    boolean hasFailed() throws IOException {
        return !flink().lastFailure(job()).isEmpty();
    }

    /** Stops the job with a savepoint, which commits all that was written. */
    void stopJob() throws IOException {
        flink().stopWithSavepoint(job());
        Waiting.until("the job to end", PATIENCE, seen -> {
            Optional<String> live = flink().findLiveJob();
            seen.accept("live: " + live);
            return live.isEmpty() ? true : null;
        });
    }

    /** What a careful reader of the topics sees. */
    Results published() throws IOException {
        List<String> metrics = committed("metrics.municipality");
        metrics.addAll(committed("metrics.pages"));
        return Results.of(metrics, committed("rankings.period"), committed("incidents.rejected"));
    }

    /** What the tables hold. */
    Results stored() throws IOException, SQLException {
        List<String> metrics = column("select document from otklik.municipality_metrics");
        metrics.addAll(column("select document from otklik.page_metrics"));
        return Results.of(metrics, column("select document from otklik.board"), List.of());
    }

    /** Figures by registration and by due date, as the topic has them. */
    Results publishedAttribution() throws IOException {
        return Results.of(committed("metrics.attribution"), List.of(), List.of());
    }

    /** Figures by registration and by due date, as the table has them. */
    Results storedAttribution() throws IOException, SQLException {
        return Results.of(column("select document from otklik.attribution_metrics"), List.of(), List.of());
    }

    /** What a dashboard over it reads. */
    DashboardSettings dashboard() {
        return new DashboardSettings(
                0,
                List.of(),
                KafkaAccess.of(bootstrap(), null),
                PostgresServer.url(state),
                PostgresServer.READER,
                home.secretText(PostgresServer.READER));
    }

    /** Every committed record of a topic. */
    List<String> committed(String topic) {
        return Topic.committed(bootstrap(), topic);
    }

    /** A topic by which the running system is configured. */
    ConfigTopic config(String name) {
        return new ConfigTopic(bootstrap(), name);
    }

    /** What the database says of a region and period. */
    PublishedPeriod storedPeriod(String region, String label) throws SQLException {
        try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
            return PublishedPeriod.fromDatabase(reader, region, label);
        }
    }

    /** Steps of alerts, as a careful reader of the topic sees them. */
    List<String> publishedAlerts() {
        return Topic.committed(bootstrap(), "alerts");
    }

    /** Steps of alerts, as the database has them. */
    List<String> storedAlerts() throws SQLException {
        return column("select document from otklik.alert");
    }

    /** Reports on quarters, as the topic has them. */
    List<Snapshot> publishedSnapshots() {
        return SnapshotSources.ofTopic(bootstrap());
    }

    /** Reports on quarters, as the database has them. */
    List<Snapshot> storedSnapshots() throws SQLException {
        try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
            return SnapshotSources.ofTable(reader);
        }
    }

    int revisionConflicts() throws SQLException {
        return Integer.parseInt(
                column("select count(*) from otklik.revision_conflict").get(0));
    }

    @Override
    public void close() {
        cluster.stop();
    }

    private List<String> column(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection admin = PostgresServer.connect(home, state, PostgresServer.ADMIN);
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private long checkpoints() throws IOException {
        return flink().checkpoints(job()).path("counts").path("completed").longValue();
    }

    private FlinkRest flink() {
        return new FlinkRest(state);
    }

    /** The job that runs, which an upgrade may have replaced. */
    private String job() throws IOException {
        return flink().findLiveJob().orElseThrow();
    }

    private String bootstrap() {
        return KafkaBroker.bootstrap(state);
    }

    private static ClusterOptions options(int parallelism) {
        ClusterOptions usual = ClusterOptions.of(PROJECT);
        return new ClusterOptions(
                PROJECT, usual.jobJar(), 3, parallelism, usual.taskManagers(), 512, false, List.of("--edition", "1"));
    }
}
