package ru.otklik;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.JobDoors;
import ru.otklik.edge.PartFiles;
import ru.otklik.operator.StampEvents;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.JobSettings;
import ru.otklik.topology.IncidentRankingTopology;

/** The same topology over files, in this process: events in, one sorted file a topic out. */
public final class Replay {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern REASON = Pattern.compile("\"reason\":\"([A-Z0-9_]+)\"");

    private Replay() {}

    /**
     * What came of a replay.
     *
     * @param accepted events accepted at the door
     * @param rejectedByReason records rejected, by reason
     * @param millis wall time of the job, start-up included
     * @param warnings what is odd in the reference data
     */
    public record Summary(long accepted, Map<String, Long> rejectedByReason, long millis, List<String> warnings) {
        public long rejected() {
            return rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Replays.
     *
     * @param args files of events and {@code --key value} settings
     * @throws ru.otklik.settings.SettingsException if a setting is wrong
     * @throws ru.otklik.edge.reference.ReferenceException if the reference data is
     */
    public static Summary run(String[] args) throws Exception {
        JobSettings settings = JobSettings.replay(args);
        JobSettings.Replay replay = settings.replay();
        if (replay == null) {
            throw new IllegalStateException("replay settings without a replay");
        }
        ReferenceData reference = JobDoors.reference(settings);
        Files.createDirectories(replay.out());
        Path parts = Files.createTempDirectory(replay.out(), ".parts-");
        try {
            StreamExecutionEnvironment env = environment(replay.parallelism());
            IncidentRankingTopology.wire(
                    env, JobDoors.replay(settings, reference, parts), JobDoors.rules(settings, reference));
            JobExecutionResult result = env.execute("otklik-replay");
            PartFiles.merge(parts, replay.out(), Topics.EXACTLY_ONCE);
            Long accepted = result.getAccumulatorResult(StampEvents.ACCEPTED_EVENTS);
            return new Summary(
                    accepted == null ? 0 : accepted,
                    rejections(replay.out()),
                    result.getNetRuntime(),
                    reference.warnings());
        } finally {
            delete(parts);
        }
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        // All of it is one process: on a machine with too much to do an answer is slow, not lost.
        configuration.set(RpcOptions.ASK_TIMEOUT_DURATION, PATIENCE);
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, PATIENCE);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        env.setMaxParallelism(IncidentRankingTopology.MAX_PARALLELISM);
        // Nobody waits for a single record of a replay: full buffers wake fewer threads.
        env.setBufferTimeout(1000);
        return env;
    }

    private static Map<String, Long> rejections(Path out) throws IOException {
        Map<String, Long> byReason = new TreeMap<>();
        try (Stream<String> lines =
                Files.lines(out.resolve(Topics.INCIDENTS_REJECTED + ".ndjson"), StandardCharsets.UTF_8)) {
            lines.forEach(line -> {
                Matcher reason = REASON.matcher(line);
                if (reason.find()) {
                    byReason.merge(reason.group(1), 1L, Long::sum);
                }
            });
        }
        return byReason;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
