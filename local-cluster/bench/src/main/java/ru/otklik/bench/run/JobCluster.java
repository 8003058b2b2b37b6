package ru.otklik.bench.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** Flink in this JVM with one job: JobManager and one TaskManager, exactly-once checkpoints to the local disk. */
final class JobCluster implements AutoCloseable {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(30);

    private final MiniCluster cluster;
    private final JobID job;
    private final CompletableFuture<JobResult> result;

    /**
     * Settings of Flink for a measured job.
     *
     * @param folder takes checkpoints
     * @param backend hashmap or rocksdb
     */
    static Configuration settings(int parallelism, String backend, Path folder) {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        settings.set(StateBackendOptions.STATE_BACKEND, backend);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        // Taken by RocksDB only.
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
        settings.setString("metrics.reporter.event-time.factory.class", EventTimeReporter.class.getName());
        settings.setString("metrics.reporter.event-time.interval", "100 ms");
        return settings;
    }

    /** Starts Flink and the job. */
    JobCluster(JobGraph graph, Configuration settings) throws Exception {
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.get(CoreOptions.DEFAULT_PARALLELISM))
                .build());
        job = graph.getJobID();
        try {
            cluster.start();
            cluster.submitJob(graph).get();
            result = cluster.requestJobResult(job);
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    /** Waits for something that the job is to reach; fails if the job ends before. */
    void await(CompletableFuture<Void> reached) throws Exception {
        CompletableFuture.anyOf(reached, result).get();
        if (!reached.isDone()) {
            throw failure(result.get());
        }
    }

    /** Stops the job with a savepoint: everything that it has written is committed when this returns. */
    void stop(Path savepoints) throws Exception {
        try {
            cluster.stopWithSavepoint(job, savepoints.toUri().toString(), false, SavepointFormatType.NATIVE)
                    .get();
        } catch (ExecutionException e) {
            throw result.isDone() ? failure(result.get()) : e;
        }
        result.get().toJobExecutionResult(getClass().getClassLoader());
    }

    /** An accumulator of the ended job; 0 if nothing was added. */
    long accumulator(String name) throws Exception {
        Long value =
                result.get().toJobExecutionResult(getClass().getClassLoader()).getAccumulatorResult(name);
        return value == null ? 0 : value;
    }

    /** Checkpoints so far, the final savepoint included. */
    CheckpointStatsSnapshot checkpoints() throws Exception {
        return cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
    }

    private Exception failure(JobResult ended) {
        return ended.getSerializedThrowable()
                .<Exception>map(cause -> new IllegalStateException(
                        "the job failed", cause.deserializeError(getClass().getClassLoader())))
                .orElseGet(() -> new IllegalStateException("the job ended too early: " + ended));
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
