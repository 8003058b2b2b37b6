package ru.otklik.bench.run;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import ru.otklik.IncidentRankingJob;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.edge.JobDoors;
import ru.otklik.operator.StampEvents;
import ru.otklik.settings.JobSettings;
import ru.otklik.topology.IncidentRankingTopology;
import ru.otklik.topology.OperatorId;

/**
 * This job from Kafka to Kafka until event time has passed the last event, then a stop with a savepoint: whatever it has
 * published is committed when the program ends.
 *
 * <p>{@code --bootstrap H:P --reference DIR --citizen-key-file F --out DIR --events N --end-millis T [--parallelism 2]
 * [--backend hashmap] [--windows 4] [--live-heap false] [--postgres.url ...]}
 */
public final class RunJob {
    private RunJob() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        int parallelism = (int) options.number("parallelism", 2);
        Path out = Path.of(options.text("out"));
        JobSettings settings = settings(options);
        Configuration flink = JobCluster.settings(parallelism, options.text("backend", "hashmap"), out);
        var reached = EventTimeReporter.awaitEventTime(
                parallelism,
                options.number("end-millis") - settings.allowedDisorder().toMillis());
        try (JobCluster cluster = new JobCluster(graph(settings, flink, (int) options.number("windows", 4)), flink)) {
            cluster.await(reached);
            long liveHeap = Boolean.parseBoolean(options.text("live-heap", "false")) ? liveHeap() : 0;
            cluster.stop(out.resolve("savepoints"));
            outcome(cluster, liveHeap).print();
        }
    }

    private static Outcome outcome(JobCluster cluster, long liveHeap) throws Exception {
        CheckpointStatsSnapshot checkpoints = cluster.checkpoints();
        return new Outcome(
                        cluster.accumulator(StampEvents.ACCEPTED_EVENTS)
                                + cluster.accumulator(StampEvents.REJECTED_EVENTS),
                        EventTimeReporter.recordsSent(OperatorId.PUBLISH_RECORDS))
                .with("liveRows", EventTimeReporter.recordsSent(OperatorId.PUBLISH_LIVE))
                .with("rejected", cluster.accumulator(StampEvents.REJECTED_EVENTS))
                .with("checkpoints", checkpoints.getCounts().getNumberOfCompletedCheckpoints())
                .with("failedCheckpoints", checkpoints.getCounts().getNumberOfFailedCheckpoints())
                .with(
                        "checkpointBytes",
                        checkpoints.getSummaryStats().getStateSizeStats().getMaximum())
                .with(
                        "checkpointMillis",
                        checkpoints.getSummaryStats().getEndToEndDurationStats().getMaximum())
                .with("liveHeapBytes", liveHeap);
    }

    static JobSettings settings(Options options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--kafka.bootstrap-servers",
                options.text("bootstrap"),
                "--kafka.group-id",
                "otklik-bench",
                // Another one each run: none waits for the transactions of the run before.
                "--kafka.transactional-id-prefix",
                "otklik-bench-" + ProcessHandle.current().pid(),
                "--reference",
                options.text("reference"),
                "--citizen-key-file",
                options.text("citizen-key-file")));
        for (String key : List.of("postgres.url", "postgres.user", "postgres.password-file")) {
            String value = options.find(key);
            if (value != null) {
                arguments.addAll(List.of("--" + key, value));
            }
        }
        return JobSettings.streaming(arguments.toArray(String[]::new));
    }

    static JobGraph graph(JobSettings settings, Configuration flink, int windows) {
        ReferenceData reference = JobDoors.reference(settings);
        StreamExecutionEnvironment env = IncidentRankingJob.environment(flink);
        IncidentRankingTopology.wire(
                env,
                JobDoors.streaming(settings, reference),
                withWindows(JobDoors.rules(settings, reference), windows));
        return env.getStreamGraph().getJobGraph();
    }

    /** The rules of the job, but for other rolling windows if there are to be more or fewer. */
    private static IncidentRankingTopology.Rules withWindows(IncidentRankingTopology.Rules rules, int windows) {
        MeasureRules measure = rules.measure();
        if (windows == measure.rolling().size()) {
            return rules;
        }
        List<RollingKind> rolling = rolling(windows);
        Set<String> labels = rolling.stream().map(RollingKind::label).collect(Collectors.toSet());
        return new IncidentRankingTopology.Rules(
                rules.verdict(),
                new MeasureRules(
                        measure.reference(),
                        measure.closedHorizonMillis(),
                        rolling,
                        labels,
                        measure.publishedCalendar(),
                        measure.replay()),
                rules.disorderMillis(),
                rules.graceMillis(),
                rules.replay());
    }

    /** The first windows of the specification, and beyond them windows of further lengths, slid every hour. */
    private static List<RollingKind> rolling(int windows) {
        List<RollingKind> rolling = new ArrayList<>(RollingKind.STANDARD);
        for (int days = 2; rolling.size() < windows; days += 2) {
            rolling.add(new RollingKind(
                    "P" + days + "D",
                    Duration.ofDays(days).toMillis(),
                    Duration.ofHours(1).toMillis()));
        }
        return List.copyOf(rolling.subList(0, windows));
    }

    /** Bytes that live objects take after a full collection. */
    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
