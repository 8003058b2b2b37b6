package ru.otklik.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.FlinkRest;
import ru.otklik.cluster.LocalCluster;
import ru.otklik.cluster.ServiceProcess;
import ru.otklik.console.Failure;

/** Says what runs and whether it is well. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the processes, the state of the job, its last checkpoint and the links.",
            "Exit code 0 if all of it is well, 1 if not."
        },
        footer = {"", "Example:  otklik status"})
final class StatusCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        ClusterHome home = Otklik.home();
        ClusterState state = ClusterState.read(home);
        LocalCluster cluster = new LocalCluster(ClusterOptions.of(Otklik.project()), home, state, line -> {});
        boolean healthy = true;
        for (ServiceProcess service : cluster.inOrderOfStart()) {
            Optional<ProcessHandle> process = service.process();
            healthy &= process.isPresent();
            String now = process.map(found -> "runs, pid " + found.pid()).orElse("does not run");
            System.out.printf("%-22s %s%n", service.name(), now);
        }
        if (state.findPort("flink-rest").isPresent()) {
            healthy &= showJob(new FlinkRest(state));
            Links.of(home, state).forEach(System.out::println);
        } else {
            System.out.println("no cluster was started in " + home.root() + " yet; start one: otklik up");
        }
        return healthy ? 0 : 1;
    }

    private static boolean showJob(FlinkRest flink) {
        try {
            Optional<String> job = flink.findLiveJob();
            if (job.isEmpty()) {
                System.out.printf("%-22s %s%n", "job", "none runs");
                return false;
            }
            String now = flink.jobState(job.get());
            System.out.printf("%-22s %s, id %s%s%n", "job", now, job.get(), failure(flink, job.get(), now));
            System.out.printf("%-22s %s%n", "last checkpoint", lastCheckpoint(flink.checkpoints(job.get())));
            return now.equals("RUNNING");
        } catch (IOException | Failure e) {
            System.out.printf("%-22s unknown, Flink does not answer (%s)%n", "job", Failure.because(e));
            return false;
        }
    }

    private static String failure(FlinkRest flink, String job, String now) throws IOException {
        return now.equals("RUNNING") ? "" : flink.lastFailure(job);
    }

    private static String lastCheckpoint(JsonNode checkpoints) {
        JsonNode last = checkpoints.path("latest").path("completed");
        if (!last.has("id")) {
            return "none yet";
        }
        Instant at = Instant.ofEpochMilli(last.path("trigger_timestamp").longValue());
        return "%d at %s, %,d KiB in %d ms"
                .formatted(
                        last.path("id").longValue(),
                        at.truncatedTo(ChronoUnit.SECONDS),
                        last.path("state_size").longValue() / 1024,
                        last.path("end_to_end_duration").longValue());
    }
}
