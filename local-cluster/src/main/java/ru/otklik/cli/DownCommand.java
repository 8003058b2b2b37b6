package ru.otklik.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.HomeLock;
import ru.otklik.cluster.LocalCluster;
import ru.otklik.console.Waiting;

/** Stops a cluster from another terminal, or what a killed one left behind. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Stops the running cluster in order: traffic, job (with a savepoint), Flink, broker, database.",
            "The data stay; the next up goes on from the savepoint."
        },
        footer = {"", "Example:  otklik down"})
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Override
    public Integer call() {
        ClusterHome home = Otklik.home();
        ClusterState state = ClusterState.read(home);
        var owner = state.findProcess(UpCommand.NAME);
        if (owner.isPresent()) {
            System.out.println(
                    "asking up (pid " + owner.get().pid() + ") to stop; it stops the job with a savepoint first");
            owner.get().destroy();
            Waiting.until("up to end", PATIENCE, seen -> owner.get().isAlive() ? null : true);
            System.out.println("stopped");
            return 0;
        }
        try (HomeLock lock = HomeLock.take(home)) {
            LocalCluster cluster =
                    new LocalCluster(ClusterOptions.of(Otklik.project()), home, state, System.out::println);
            boolean anything = cluster.inOrderOfStart().stream()
                    .anyMatch(service -> service.process().isPresent());
            System.out.println(anything ? "up was killed; stopping what it left behind" : "nothing is running");
            cluster.stop();
        }
        return 0;
    }
}
