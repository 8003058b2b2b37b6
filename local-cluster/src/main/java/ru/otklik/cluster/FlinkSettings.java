package ru.otklik.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration folder that JobManager and TaskManagers share. */
final class FlinkSettings {
    static final String REST_PORT = "flink-rest";
    static final String RPC_PORT = "flink-rpc";
    static final String BLOB_PORT = "flink-blob";

    /** What Flink's own start scripts open to it. */
    static final List<String> MODULES = List.of(
            "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
            "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
            "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    private static final String PROMETHEUS = """
            metrics.reporters: prom
            metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
            metrics.reporter.prom.port: 9249-9269
            """;

    /** A JobManager that was killed stays the leader as long as its session, so that lasts no longer than a heart-beat's. */
    private static final String ZOOKEEPER = """
            high-availability.type: zookeeper
            high-availability.cluster-id: /otklik
            high-availability.storageDir: %1$s
            high-availability.jobmanager.port: %2$d
            high-availability.zookeeper.quorum: %3$s
            high-availability.zookeeper.client.session-timeout: 10 s
            """;

    private FlinkSettings() {}

    static Path folder(ClusterHome home) {
        return home.folder("flink/conf");
    }

    /** Graphs and jars of jobs that are being submitted, and nothing else, lie here. */
    static Path uploads(ClusterHome home) {
        return home.folder("flink/upload");
    }

    static void write(ClusterOptions options, ClusterHome home, ClusterState state) throws IOException {
        String text = text(options, home, state)
                + (options.prometheus() ? PROMETHEUS : "")
                + (options.highAvailability() == HighAvailability.ZOOKEEPER ? zooKeeper(options, home, state) : "");
        Files.writeString(folder(home).resolve("config.yaml"), text);
        Logging.write(folder(home));
    }

    /**
     * Heart-beats find a TaskManager that hangs within ten seconds; one that died is found at once by its broken
     * connections. Memory of a TaskManager: tasks as asked, 128 MiB each for Flink's own heap and off-heap, 64 MiB for the
     * network, none managed, since state lies on the heap. Slots are taken evenly, so that no TaskManager idles beside one
     * that carries the whole job.
     */
    private static String text(ClusterOptions options, ClusterHome home, ClusterState state) {
        return """
                jobmanager.bind-host: 127.0.0.1
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %10$d
                jobmanager.rpc.bind-port: %1$d
                jobmanager.memory.process.size: 896m
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %2$d
                rest.bind-port: %2$d
                blob.server.port: %3$d
                web.upload.dir: %4$s
                web.submit.enable: false
                web.cancel.enable: false
                web.rescale.enable: false
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.numberOfTaskSlots: %5$d
                taskmanager.load-balance.mode: SLOTS
                taskmanager.cpu.cores: 1.0
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 128m
                taskmanager.memory.task.heap.size: %6$dm
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.memory.managed.size: 0m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 192m
                taskmanager.memory.jvm-overhead.max: 192m
                parallelism.default: %5$d
                heartbeat.interval: 1000
                heartbeat.timeout: 10000
                pipeline.object-reuse: true
                execution.buffer-timeout.interval: 5 ms
                state.backend.type: hashmap
                execution.checkpointing.interval: 2 s
                execution.checkpointing.mode: EXACTLY_ONCE
                execution.checkpointing.storage: filesystem
                execution.checkpointing.dir: %7$s
                execution.checkpointing.savepoint-dir: %8$s
                execution.checkpointing.num-retained: 3
                execution.checkpointing.tolerable-failed-checkpoints: 10
                execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
                restart-strategy.type: fixed-delay
                restart-strategy.fixed-delay.attempts: 2147483647
                restart-strategy.fixed-delay.delay: 1 s
                metrics.fetcher.update-interval: 2 s
                io.tmp.dirs: %9$s
                """.formatted(
                        state.requirePort(RPC_PORT),
                        state.requirePort(REST_PORT),
                        state.requirePort(BLOB_PORT),
                        uploads(home),
                        options.parallelism(),
                        options.taskHeapMegabytes(),
                        home.checkpoints().toUri(),
                        home.savepoints().toUri(),
                        temporary(home),
                        options.outerPort(state, RPC_PORT));
    }

    private static String zooKeeper(ClusterOptions options, ClusterHome home, ClusterState state) {
        return ZOOKEEPER.formatted(
                home.highAvailability().toUri(), options.outerPort(state, RPC_PORT), ZooKeeperServer.quorum(state));
    }

    static Path temporary(ClusterHome home) {
        return home.folder("flink/tmp");
    }
}
