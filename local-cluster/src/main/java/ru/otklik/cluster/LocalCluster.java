package ru.otklik.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/** Broker, database, JobManager and TaskManagers on this machine, in the order in which they start. */
public final class LocalCluster {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ClusterOptions options;
    private final ClusterHome home;
    private final ClusterState state;
    private final Consumer<String> say;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final ZooKeeperServer zooKeeper;
    private final FlinkJobManager jobManager;
    private final List<FlinkTaskManager> taskManagers = new ArrayList<>();
    private final DispatcherProcess dispatcher;
    private DashboardProcess dashboard;
    private boolean hasDashboard;
    private volatile boolean stopping;
    private int mostRevivals = 20;
    private final Map<String, Integer> revivals = new HashMap<>();

    /**
     * A cluster that is running or will be.
     *
     * @param say takes one line for each step
     */
    public LocalCluster(ClusterOptions options, ClusterHome home, ClusterState state, Consumer<String> say) {
        this.options = options;
        this.home = home;
        this.state = state;
        this.say = say;
        postgres = new PostgresServer(home, state);
        kafka = new KafkaBroker(options, home, state);
        zooKeeper = new ZooKeeperServer(options, home, state);
        jobManager = new FlinkJobManager(options, home, state);
        dispatcher = new DispatcherProcess(home, state);
        dashboard = new DashboardProcess(home, state, List.of());
        for (int number = 1; number <= options.taskManagers(); number++) {
            taskManagers.add(new FlinkTaskManager(number, options, home, state));
        }
    }

    public List<ServiceProcess> inOrderOfStart() {
        List<ServiceProcess> all = new ArrayList<>(List.of(postgres, kafka));
        if (hasZooKeeper() || state.isStarted(ZooKeeperServer.NAME)) {
            all.add(zooKeeper);
        }
        all.add(jobManager);
        all.addAll(taskManagers);
        if (DispatcherProcess.isWanted(home)) {
            all.add(dispatcher);
        }
        if (hasDashboard || state.isStarted(DashboardProcess.NAME)) {
            all.add(dashboard);
        }
        return all;
    }

    /**
     * Has the dashboard start with all the rest; to be called before {@link #start}.
     *
     * @param arguments of its command besides addresses and passwords
     */
    public void serveDashboard(List<String> arguments) {
        dashboard = new DashboardProcess(home, state, arguments);
        hasDashboard = true;
    }

    /** Starts every process, and leaves topics and tables ready; processes left over from a killed run are ended first. */
    public void start() {
        DeployedJob.forget(home);
        for (ServiceProcess service : inOrderOfStart()) {
            service.process().ifPresent(left -> {
                say.accept(service.name() + " is left over from an earlier run (pid " + left.pid() + "): ending it");
                service.stop(GRACE);
            });
        }
        if (!hasDashboard) {
            state.removeProcess(DashboardProcess.NAME);
        }
        settlePorts();

        startTogether(
                hasZooKeeper()
                        ? List.of(postgres, kafka, zooKeeper, jobManager)
                        : List.of(postgres, kafka, jobManager));
        startTogether(List.copyOf(taskManagers));

        postgres.createDatabase();
        Migrations.apply(home, state, say);
        Topics.create(KafkaBroker.access(state), options.partitions());
        if (DispatcherProcess.isWanted(home)) {
            startTogether(List.of(dispatcher));
        }
        if (hasDashboard) {
            startTogether(List.of(dashboard));
        }
    }

    /**
     * Submits the job; it goes on from the newest savepoint or checkpoint of this home. A job that died with its JobManager
     * comes back as it was deployed last, which an upgrade may have changed.
     */
    public void submitJob() {
        DeployedJob deployed = DeployedJob.find(home).orElseGet(() -> DeployedJob.keep(home, options));
        new JobSubmission(deployed.in(options), home, state).submit(say);
    }

    /** Submits what its options say, whatever ran here before. */
    public void deployJob() {
        DeployedJob.forget(home);
        submitJob();
    }

    /**
     * Says which processes have died since the last call and starts them again, as a supervisor would: all of them before
     * the job of a lost JobManager is submitted, since it needs the others. With ZooKeeper the next JobManager has it already.
     */
    public void reviveDead() {
        List<ServiceProcess> dead = inOrderOfStart().stream()
                .filter(service -> service.process().isEmpty())
                .toList();
        for (ServiceProcess service : dead) {
            say.accept(
                    service.name() + " has died; the end of " + home.log(service.name()) + ":\n" + service.logTail());
            if (revivals.merge(service.name(), 1, Integer::sum) > mostRevivals) {
                throw new Failure(service.name() + " has died " + mostRevivals + " times; giving up");
            }
            service.start();
            awaitReady(service);
        }
        if (dead.contains(jobManager)) {
            awaitAnyTaskManager();
            if (hasZooKeeper()) {
                awaitJob();
            } else {
                submitJob();
            }
        }
    }

    /** Lets processes die more often than a cluster would that nobody breaks on purpose. */
    public void tolerateDeaths(int most) {
        mostRevivals = most;
    }

    /** Stops the job with a savepoint, then the processes in reverse order; never throws half-way. */
    public void stop() {
        stopping = true;
        if (jobManager.process().isPresent()) {
            stopJob();
        }
        List<ServiceProcess> reversed = inOrderOfStart();
        Collections.reverse(reversed);
        for (ServiceProcess service : reversed) {
            if (service.process().isPresent()) {
                service.stop(GRACE);
                say.accept(service.name() + " has stopped");
            }
        }
    }

    private void settlePorts() {
        Set<String> names = new LinkedHashSet<>(List.of(
                PostgresServer.NAME,
                KafkaBroker.NAME,
                KafkaBroker.CONTROLLER_PORT,
                FlinkSettings.REST_PORT,
                FlinkSettings.RPC_PORT,
                FlinkSettings.BLOB_PORT,
                DispatcherProcess.NAME,
                DashboardProcess.NAME));
        if (hasZooKeeper()) {
            names.add(ZooKeeperServer.NAME);
        }
        names.addAll(new TreeSet<>(options.detours().keySet()));
        Ports ports = new Ports(state);
        names.forEach(name -> ports.settle(name, say));
    }

    /** TaskManagers that look for their JobManager too early wait ten seconds before they look again. */
    private void startTogether(List<ServiceProcess> services) {
        for (ServiceProcess service : services) {
            if (stopping) {
                throw new Failure("stopped while starting");
            }
            service.start();
        }
        services.forEach(this::awaitReady);
    }

    private void stopJob() {
        FlinkRest flink = new FlinkRest(state);
        try {
            Optional<String> job = flink.findLiveJob();
            if (job.isPresent()) {
                say.accept("stopping the job with a savepoint");
                say.accept("savepoint: " + flink.stopWithSavepoint(job.get()));
            }
        } catch (IOException | Failure e) {
            say.accept("no savepoint (" + Failure.because(e) + "); the next start goes on from the newest checkpoint");
        }
    }

    private void awaitReady(ServiceProcess service) {
        long started = System.nanoTime();
        service.awaitReady();
        say.accept(String.format(
                Locale.ROOT, "%-20s ready (%.1f s)", service.name(), (System.nanoTime() - started) / 1e9));
    }

    private boolean hasZooKeeper() {
        return options.highAvailability() == HighAvailability.ZOOKEEPER;
    }

    private void awaitJob() {
        Waiting.until("the JobManager to bring the job back", Duration.ofMinutes(2), seen -> {
            Optional<String> job = new FlinkRest(state).findLiveJob();
            seen.accept("live: " + job);
            return job.orElse(null);
        });
    }

    private void awaitAnyTaskManager() {
        Waiting.until("a TaskManager to register again", Duration.ofMinutes(1), seen -> {
            List<String> registered = new FlinkRest(state).taskManagers();
            seen.accept("registered: " + registered);
            return registered.isEmpty() ? null : true;
        });
    }
}
