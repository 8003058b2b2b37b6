package ru.otklik.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a cluster is to be started.
 *
 * @param project the project's folder, where the built jars lie
 * @param jobJar the packaged job
 * @param partitions partitions of each incident topic
 * @param parallelism parallelism of the job; each of the TaskManagers has as many slots, so that one can carry all
 * @param taskManagers number of TaskManager processes
 * @param taskHeapMegabytes heap for tasks in each TaskManager, in MiB
 * @param prometheus whether Flink opens its Prometheus ports, which listen on every address of the machine
 * @param jobArguments further arguments of the job
 * @param highAvailability who brings the job back after its JobManager was lost
 * @param detours ports at which processes are told to reach others instead of those where these listen, by the names of
 *     the latter; usually none
 */
public record ClusterOptions(
        Path project,
        Path jobJar,
        int partitions,
        int parallelism,
        int taskManagers,
        int taskHeapMegabytes,
        boolean prometheus,
        List<String> jobArguments,
        HighAvailability highAvailability,
        Map<String, Integer> detours) {

    public ClusterOptions {
        jobArguments = List.copyOf(jobArguments);
        detours = Map.copyOf(detours);
    }

    /** A cluster whose supervisor brings the job back, and whose processes reach each other straight. */
    public ClusterOptions(
            Path project,
            Path jobJar,
            int partitions,
            int parallelism,
            int taskManagers,
            int taskHeapMegabytes,
            boolean prometheus,
            List<String> jobArguments) {
        this(
                project,
                jobJar,
                partitions,
                parallelism,
                taskManagers,
                taskHeapMegabytes,
                prometheus,
                jobArguments,
                HighAvailability.SUPERVISOR,
                Map.of());
    }

    /** Four partitions, parallelism two, two TaskManagers with 1 GiB for tasks each. */
    public static ClusterOptions of(Path project) {
        Path jar = project.resolve("job/target/otklik-job-0.1.0-flink.jar");
        return new ClusterOptions(project, jar, 4, 2, 2, 1024, false, List.of());
    }

    /** The same cluster with another job. */
    public ClusterOptions with(Path newJar, int newParallelism, List<String> newArguments) {
        return new ClusterOptions(
                project,
                newJar,
                partitions,
                newParallelism,
                taskManagers,
                taskHeapMegabytes,
                prometheus,
                newArguments,
                highAvailability,
                detours);
    }

    /** The same cluster with detours, and with its job brought back by somebody else. */
    public ClusterOptions with(HighAvailability newHighAvailability, Map<String, Integer> newDetours) {
        return new ClusterOptions(
                project,
                jobJar,
                partitions,
                parallelism,
                taskManagers,
                taskHeapMegabytes,
                prometheus,
                jobArguments,
                newHighAvailability,
                newDetours);
    }

    /** Where others are told to reach what listens on a port. */
    int outerPort(ClusterState state, String name) {
        Integer detour = detours.get(name);
        return detour == null ? state.requirePort(name) : detour;
    }

    Path flinkLibraries() {
        return project.resolve("local-cluster/flink/target/lib");
    }

    Path kafkaLibraries() {
        return project.resolve("local-cluster/kafka/target/lib");
    }
}
