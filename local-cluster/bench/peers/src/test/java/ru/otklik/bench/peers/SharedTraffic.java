package ru.otklik.bench.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import ru.otklik.Replay;
import ru.otklik.traffic.Disturbance;
import ru.otklik.traffic.TrafficEvent;
import ru.otklik.traffic.TrafficGenerator;
import ru.otklik.traffic.TrafficProfile;

/** Some weeks of generated events over the end of a month, and what the job makes of them. */
final class SharedTraffic {
    private static final String AMUR = "10000000";
    private static final String KOMI = "87000000";
    private static final Instant FROM = Instant.parse("2024-01-12T00:00:00Z");
    private static final long SEED = 7;

    /** Few incidents a day, so that few events span whole lives of incidents. */
    private static final TrafficProfile SPARSE =
            new TrafficProfile("sparse", "two regions", new TreeMap<>(Map.of(AMUR, 8.0, KOMI, 22.0)), 1);

    private SharedTraffic() {}

    /** Writes events without disorder, those that pass a test. */
    static void write(Path file, int events, Predicate<TrafficEvent> kept) throws IOException {
        TrafficGenerator traffic = traffic();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < events; i++) {
                TrafficEvent event = traffic.next().event();
                if (kept.test(event)) {
                    out.write(event.json());
                    out.write('\n');
                }
            }
        }
    }

    /** Identifiers of the incidents that have an event of one of some types. */
    static Set<String> incidentsWith(Set<String> types, int events) {
        TrafficGenerator traffic = traffic();
        Set<String> found = new HashSet<>();
        for (int i = 0; i < events; i++) {
            TrafficEvent event = traffic.next().event();
            if (types.contains(event.type())) {
                found.add(event.incident().id());
            }
        }
        return found;
    }

    private static TrafficGenerator traffic() {
        return new TrafficGenerator(SPARSE, SEED, FROM, Instant.ofEpochMilli(Long.MAX_VALUE), Disturbance.NONE);
    }

    /** Replays a file and returns the job's figures of municipalities. */
    static Path replay(Path file, String periods, Path out) throws Exception {
        Replay.run(new String[] {"--periods", periods, "--parallelism", "1", "--out", out.toString(), file.toString()});
        return out.resolve("metrics.municipality.ndjson");
    }
}
