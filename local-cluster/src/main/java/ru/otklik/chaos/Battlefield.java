package ru.otklik.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.FlinkJobManager;
import ru.otklik.cluster.FlinkRest;
import ru.otklik.cluster.FlinkTaskManager;
import ru.otklik.cluster.HighAvailability;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.LocalCluster;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.cluster.ServiceProcess;
import ru.otklik.cluster.ZooKeeperServer;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/** The cluster under attack: what faults can do to it, and what shows that it has recovered. */
final class Battlefield implements AutoCloseable {
    static final String JOB_MANAGER = FlinkJobManager.NAME;
    static final String BROKER = KafkaBroker.NAME;
    static final String DATABASE = PostgresServer.NAME;
    static final String ZOOKEEPER = ZooKeeperServer.NAME;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int ENDLESS = 100_000;
    static final String TRANSACTION_TIMEOUT = "--kafka.transaction-timeout";

    private final ClusterHome home;
    private final ClusterState state;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Links links;
    private final SmallDisk disk;
    private ClusterOptions options;
    private LocalCluster cluster;
    private int fallbacks;

    /**
     * A cluster in an empty home.
     *
     * @param options ways between processes are led over links that can be cut
     */
    Battlefield(ClusterHome home, ClusterOptions options) {
        this.home = home;
        this.state = ClusterState.read(home);
        this.disk = SmallDisk.over(home.checkpoints());
        this.links = new Links(state, taskManagers(options));
        this.options = links.lead(options);
        this.cluster = newCluster();
    }

    /** Empties a home; ends what a run that was killed has left there. */
    static void clear(ClusterHome home, ClusterOptions options) {
        new LocalCluster(options, home, ClusterState.read(home), left -> {})
                .inOrderOfStart()
                .forEach(service -> service.process().ifPresent(ProcessHandle::destroyForcibly));
        SmallDisk.release(home.root().resolve("flink/checkpoints"));
        home.clear();
    }

    /** Ends every process at once, for a run that is broken off; does nothing once all is closed. */
    void abandon() {
        cluster.inOrderOfStart().forEach(service -> service.process().ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Starts the processes; the job is submitted apart, see {@link #submit}. */
    void start() {
        cluster.start();
    }

    void submit() {
        cluster.submitJob();
    }

    ClusterHome home() {
        return home;
    }

    ClusterState state() {
        return state;
    }

    ClusterOptions options() {
        return options;
    }

    String bootstrap() {
        return KafkaBroker.bootstrap(state);
    }

    /** The ways between processes. */
    Links links() {
        return links;
    }

    /** Where checkpoints are written. */
    SmallDisk disk() {
        return disk;
    }

    /** Whether the JobManager brings the job back by itself; else the supervisor does. */
    boolean hasZooKeeper() {
        return options.highAvailability() == HighAvailability.ZOOKEEPER;
    }

    /** Why there is no ZooKeeper; empty if there is one. */
    Optional<String> whyNoZooKeeper() {
        return hasZooKeeper()
                ? Optional.empty()
                : Optional.of("a supervisor brings the job back here; ask for: --high-availability zookeeper");
    }

    /** Name of the TaskManager with a number, counting from 1. */
    static String taskManager(int number) {
        return FlinkTaskManager.name(number);
    }

    /** Name of a TaskManager that carries tasks of the job; the first one if none can be told. */
    String busyTaskManager(RandomGenerator dice) {
        List<String> busy = new ArrayList<>();
        try {
            FlinkRest flink = new FlinkRest(state);
            Set<String> ids = flink.taskManagersOf(flink.findLiveJob().orElse(""));
            for (String name : taskManagers()) {
                if (ids.stream().anyMatch(id -> id.startsWith(name + "-"))) {
                    busy.add(name);
                }
            }
        } catch (IOException noJobManager) {
            // then any will do
        }
        return busy.isEmpty() ? taskManager(1) : busy.get(dice.nextInt(busy.size()));
    }

    /** Every TaskManager. */
    String[] taskManagers() {
        return taskManagers(options).toArray(String[]::new);
    }

    private static List<String> taskManagers(ClusterOptions options) {
        return IntStream.rangeClosed(1, options.taskManagers())
                .mapToObj(Battlefield::taskManager)
                .toList();
    }

    /** How often the job went on from an older checkpoint than the newest, so that repeats are legal. */
    int fallbacks() {
        return fallbacks;
    }

    /** Ends processes without any warning, and waits until they and their children are gone. */
    void kill(String... names) {
        List<CompletableFuture<ProcessHandle>> ends = new ArrayList<>();
        for (String name : names) {
            service(name).process().ifPresent(process -> {
                List<ProcessHandle> children = process.descendants().toList();
                process.destroyForcibly();
                ends.add(process.onExit());
                children.forEach(child -> ends.add(child.onExit()));
            });
        }
        try {
            CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).get(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new Failure("killed processes do not end: " + Arrays.toString(names), e);
        }
    }

    /** Asks a process to end in order, and waits for it. */
    void stop(String name) {
        service(name).stop(Duration.ofSeconds(30));
    }

    /** Stops a process from running for a while, as a machine that hangs; a dead one is started first. */
    void freeze(String name, Duration length) {
        if (service(name).process().isEmpty()) {
            revive();
        }
        long pid = pid(name);
        signal("STOP", pid);
        try {
            Pause.of(length);
        } finally {
            signal("CONT", pid);
        }
    }

    /**
     * Puts TaskManagers in place of the others whose clocks are an hour ahead and an hour behind by turns, lets them work
     * for a while, and kills them.
     */
    void runWithWrongClocks(Duration length) {
        String[] names = taskManagers();
        kill(names);
        for (int i = 0; i < names.length; i++) {
            service(names[i]).startBelow(WrongClock.program(Duration.ofHours(i % 2 == 0 ? 1 : -1)));
        }
        try {
            revive();
            awaitRecovery(Instant.now());
            Pause.of(length);
        } finally {
            for (String name : names) {
                service(name).startBelow(List.of());
            }
        }
        kill(names);
    }

    /** Sends a signal to a process of the machine. */
    void signal(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            if (kill.waitFor() != 0) {
                throw new Failure("process " + pid + " took no signal " + signal);
            }
        } catch (IOException e) {
            throw new Failure("no signal could be sent: " + Failure.because(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    long pid(String name) {
        return service(name)
                .process()
                .orElseThrow(() -> new Failure(name + " does not run"))
                .pid();
    }

    /** Starts what has died anew, as the supervisor of a production would. */
    void revive() {
        cluster.reviveDead();
        countFallbacks();
    }

    /** Stops everything in order, the job with a savepoint, and goes on with another parallelism. */
    void restart(int parallelism) {
        cluster.stop();
        options = options.with(options.jobJar(), parallelism, options.jobArguments());
        cluster = newCluster();
        start();
        submit();
        countFallbacks();
    }

    /**
     * What an operator does after a loss: starts the job empty, so that it reads its topics from the beginning, under a
     * new edition, whose results take the place of the old ones, and lets transactions live as long as usual again: the
     * whole history is read at once, and a checkpoint takes its time then. The job must have been stopped.
     */
    void recompute(int edition) {
        for (Path folder : List.of(home.checkpoints(), home.savepoints())) {
            try (Stream<Path> snapshots = Files.list(folder)) {
                snapshots.forEach(ClusterHome::delete);
            } catch (IOException e) {
                throw new Failure("cannot empty " + folder + ": " + Failure.because(e), e);
            }
        }
        List<String> arguments = new ArrayList<>(options.jobArguments());
        arguments.set(arguments.indexOf("--edition") + 1, Integer.toString(edition));
        int timeout = arguments.indexOf(TRANSACTION_TIMEOUT);
        if (timeout >= 0) {
            arguments.subList(timeout, timeout + 2).clear();
        }
        options = options.with(options.jobJar(), options.parallelism(), arguments);
        cluster = newCluster();
        cluster.deployJob();
    }

    /** Waits until all tasks run and a checkpoint is complete that was begun after an instant; revives what dies meanwhile. */
    void awaitRecovery(Instant since) {
        Waiting.until("the job to run and to complete a checkpoint", PATIENCE, seen -> {
            revive();
            FlinkRest flink = new FlinkRest(state);
            String job = flink.findLiveJob().orElse("");
            if (job.isEmpty()) {
                seen.accept("no live job");
                return null;
            }
            JsonNode newest = flink.checkpoints(job).path("latest").path("completed");
            String now = flink.jobState(job);
            seen.accept(now + ", newest checkpoint " + newest.path("id").asText("none") + flink.lastFailure(job));
            boolean isNew = newest.path("trigger_timestamp").asLong() > since.toEpochMilli();
            return (isNew && now.equals("RUNNING")) ? Boolean.TRUE : null;
        });
    }

    /** Waits until every subtask that measures has reached an event time; revives what dies meanwhile. */
    void awaitEventTime(Instant time) {
        Waiting.until("event time " + time, PATIENCE, seen -> {
            revive();
            FlinkRest flink = new FlinkRest(state);
            String job = flink.findLiveJob().orElseThrow();
            OptionalLong reached = flink.eventTime(job, "measure-regions");
            seen.accept("event time " + reached + ", job " + flink.jobState(job) + flink.lastFailure(job));
            return reached.orElse(Long.MIN_VALUE) < time.toEpochMilli() ? null : true;
        });
    }

    /** Stops the job with a savepoint, which commits all that was written; a job that is just restarting is asked again. */
    void stopJob() {
        Waiting.until("the job to stop with a savepoint", PATIENCE, seen -> {
            awaitRecovery(Instant.now());
            FlinkRest flink = new FlinkRest(state);
            try {
                flink.stopWithSavepoint(flink.findLiveJob().orElseThrow(() -> new Failure("no job runs any more")));
                return true;
            } catch (Failure refused) {
                seen.accept(refused.getMessage());
                return null;
            }
        });
        Waiting.until("the job to end", PATIENCE, seen -> {
            Optional<String> live = new FlinkRest(state).findLiveJob();
            seen.accept("live: " + live);
            return live.isEmpty() ? true : null;
        });
    }

    @Override
    public void close() {
        cluster.stop();
        links.close();
        disk.close();
    }

    private void countFallbacks() {
        fallbacks += (int) said.stream()
                .filter(line -> line.contains("falling back to an older one"))
                .count();
        said.clear();
    }

    private LocalCluster newCluster() {
        LocalCluster next = new LocalCluster(options, home, state, said::add);
        next.tolerateDeaths(ENDLESS);
        return next;
    }

    private ServiceProcess service(String name) {
        return cluster.inOrderOfStart().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no process " + name));
    }
}
