package ru.otklik.cluster;

import java.nio.file.Path;
import java.util.List;

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
 */
public record ClusterOptions(
        Path project,
        Path jobJar,
        int partitions,
        int parallelism,
        int taskManagers,
        int taskHeapMegabytes,
        boolean prometheus,
        List<String> jobArguments) {

    /** Four partitions, parallelism two, two TaskManagers with 1 GiB for tasks each. */
    public static ClusterOptions of(Path project) {
        Path jar = project.resolve("job/target/otklik-job-0.1.0-flink.jar");
        return new ClusterOptions(project, jar, 4, 2, 2, 1024, false, List.of());
    }

    Path flinkLibraries() {
        return project.resolve("local-cluster/flink/target/lib");
    }

    Path kafkaLibraries() {
        return project.resolve("local-cluster/kafka/target/lib");
    }
}
