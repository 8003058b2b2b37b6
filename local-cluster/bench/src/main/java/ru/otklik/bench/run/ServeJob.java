package ru.otklik.bench.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;

/**
 * This job from Kafka to Kafka until standard input ends; the options are those of {@link RunJob} without an end.
 */
public final class ServeJob {
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

    private ServeJob() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        Configuration flink = JobCluster.settings(
                (int) options.number("parallelism", 2),
                options.text("backend", "hashmap"),
                Path.of(options.text("out")));
        // As the local cluster sets it: a live system sends what it has, a filled buffer is for catching up.
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        try (JobCluster cluster = new JobCluster(RunJob.graph(RunJob.settings(options), flink, 4), flink)) {
            cluster.await(CompletableFuture.runAsync(ServeJob::awaitEndOfInput));
        }
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (java.io.IOException closed) {
            // Closed is ended, too.
        }
    }
}
