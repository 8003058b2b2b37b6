package ru.otklik.bench.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import ru.otklik.Replay;
import ru.otklik.traffic.Disturbance;
import ru.otklik.traffic.TrafficEvent;
import ru.otklik.traffic.TrafficGenerator;
import ru.otklik.traffic.TrafficProfile;

/** Generated events without disorder, and what the job makes of them. */
final class SharedTraffic {
    private static final String AMUR = "10000000";
    private static final String KOMI = "87000000";
    private static final Instant FROM = Instant.parse("2024-01-16T00:00:00Z");
    private static final long SEED = 7;

    private final List<TrafficEvent> events = new ArrayList<>();

    private SharedTraffic(double amurPerDay, double komiPerDay, int count) {
        TrafficProfile profile =
                new TrafficProfile("two", "two regions", new TreeMap<>(Map.of(AMUR, amurPerDay, KOMI, komiPerDay)), 1);
        TrafficGenerator traffic =
                new TrafficGenerator(profile, SEED, FROM, Instant.ofEpochMilli(Long.MAX_VALUE), Disturbance.NONE);
        while (events.size() < count) {
            events.add(traffic.next().event());
        }
    }

    /** A month of few incidents over the end of January: whole lives of incidents in few events. */
    static SharedTraffic ofAMonth() {
        return new SharedTraffic(8, 22, 4_000);
    }

    /** Two days of many incidents: hours with something in them. */
    static SharedTraffic ofTwoDays() {
        return new SharedTraffic(100, 250, 2_000);
    }

    /** The same without the incidents that have an event of one of some types. */
    void writeWithout(Set<String> types, Path file) throws IOException {
        Set<String> left = new HashSet<>();
        events.stream()
                .filter(event -> types.contains(event.type()))
                .forEach(event -> left.add(event.incident().id()));
        write(event -> !left.contains(event.incident().id()), file);
    }

    void write(Path file) throws IOException {
        write(event -> true, file);
    }

    private void write(Predicate<TrafficEvent> kept, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (TrafficEvent event : events) {
                if (kept.test(event)) {
                    out.write(event.json());
                    out.write('\n');
                }
            }
        }
    }

    /** Replays a file and returns the job's figures of municipalities. */
    static Path replay(Path file, String periods, Path out) throws Exception {
        Replay.run(new String[] {"--periods", periods, "--parallelism", "1", "--out", out.toString(), file.toString()});
        return out.resolve("metrics.municipality.ndjson");
    }
}
