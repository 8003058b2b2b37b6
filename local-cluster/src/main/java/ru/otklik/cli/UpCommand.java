package ru.otklik.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.HomeLock;
import ru.otklik.cluster.LocalCluster;
import ru.otklik.cluster.TransportSecurity;
import ru.otklik.console.Failure;

/** Starts everything, keeps it running, and stops it in order at Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts broker, database, Flink and the job on this machine, then sends traffic:",
            "first the running quarter so far at full speed, then live. Ctrl-C stops all of it",
            "with a savepoint; the next up goes on from there."
        },
        footer = {"", "Example:  otklik up --fresh --seed 7"})
final class UpCommand implements Callable<Integer> {
    static final String NAME = "up";

    @Option(names = "--fresh", description = "Remove the data of earlier runs first.")
    boolean fresh;

    @Option(names = "--no-traffic", description = "Send nothing; feed the cluster with: otklik send FILE")
    boolean silent;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "four-regions",
            description = "Kind of traffic: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            completionCandidates = Profiles.class)
    String profile = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the traffic (default: 1).")
    long seed;

    @Mixin
    ReferenceOptions reference = new ReferenceOptions();

    @Option(names = "--earliest", paramLabel = "T", description = "Events before this time are rejected.")
    @Nullable
    String earliest;

    @Option(names = "--retain-unanswered", paramLabel = "P", description = "How long an unanswered incident is kept.")
    @Nullable
    String retainUnanswered;

    @Option(
            names = "--edition",
            paramLabel = "N",
            defaultValue = "1",
            description = "Edition of the results (default: 1).")
    int edition;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Parallelism of the job (default: 2).")
    int parallelism;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of each incident topic (default: 4).")
    int partitions;

    @Option(
            names = "--task-heap",
            paramLabel = "MIB",
            defaultValue = "1024",
            description = "Heap for tasks of each TaskManager (default: 1024).")
    int taskHeap;

    @Option(
            names = "--prometheus",
            description = "Open Flink's Prometheus ports 9249-9269. They listen on every address of this machine.")
    boolean prometheus;

    @Option(
            names = "--secure",
            description = "Broker and database of this home take TLS and logins only, from its first start on.")
    boolean secure;

    @Option(names = "--job-jar", paramLabel = "FILE", description = "Another jar instead of the packaged job.")
    @Nullable
    Path jobJar;

    @Option(names = "--no-dashboard", description = "Serve no dashboard.")
    boolean noDashboard;

    @Option(names = "--no-job", description = "Submit no job: only the processes.")
    boolean noJob;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    @Override
    public Integer call() throws InterruptedException {
        ClusterHome home = Otklik.home();
        try (HomeLock lock = HomeLock.take(home)) {
            run(home);
        }
        return 0;
    }

    private void run(ClusterHome home) throws InterruptedException {
        if (fresh) {
            stopLeftovers(home);
            home.clear();
        }
        ClusterState state = ClusterState.read(home);
        if (secure) {
            TransportSecurity.switchOn(home, state);
        }
        LiveTraffic traffic = new LiveTraffic(profile, seed, state);
        if (!silent) {
            traffic.check();
        }
        state.putProcess(NAME, ProcessHandle.current());
        LocalCluster cluster = new LocalCluster(options(), home, state, System.out::println);
        if (!noDashboard) {
            cluster.serveDashboard(reference.arguments());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster, traffic, state), "stop"));
        try {
            cluster.start();
            if (!noJob) {
                cluster.submitJob();
            }
            System.out.println("everything runs; Ctrl-C stops it");
            Links.of(home, state).forEach(System.out::println);
            if (!silent) {
                traffic.start();
            }
            watch(cluster, new Board(home, state, traffic));
        } catch (Failure e) {
            if (stopping) {
                stopped.await();
            }
            throw e;
        }
    }

    /** Looks after the processes and shows the board until the program is asked to stop. */
    private void watch(LocalCluster cluster, Board board) throws InterruptedException {
        while (!stopped.await(1, TimeUnit.SECONDS)) {
            if (!stopping) {
                cluster.reviveDead();
                board.show();
            }
        }
    }

    private void stop(LocalCluster cluster, LiveTraffic traffic, ClusterState state) {
        stopping = true;
        System.out.println("\nstopping; the data stay");
        traffic.close();
        cluster.stop();
        state.removeProcess(NAME);
        stopped.countDown();
    }

    private static void stopLeftovers(ClusterHome home) {
        new LocalCluster(ClusterOptions.of(Otklik.project()), home, ClusterState.read(home), System.out::println)
                .stop();
    }

    private ClusterOptions options() {
        ClusterOptions usual = ClusterOptions.of(Otklik.project());
        return new ClusterOptions(
                usual.project(),
                jobJar == null ? usual.jobJar() : jobJar.toAbsolutePath(),
                partitions,
                parallelism,
                usual.taskManagers(),
                taskHeap,
                prometheus,
                jobArguments());
    }

    private List<String> jobArguments() {
        List<String> all = new ArrayList<>(List.of("--edition", Integer.toString(edition)));
        all.addAll(reference.arguments());
        ReferenceOptions.add(all, "--earliest", earliest);
        ReferenceOptions.add(all, "--retain-unanswered", retainUnanswered);
        return all;
    }
}
