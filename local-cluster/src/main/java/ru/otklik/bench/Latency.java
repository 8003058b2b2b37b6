package ru.otklik.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fresh live boards are: from the moment an event is due on Kafka to the first board that holds it. */
public final class Latency {
    static final String JOB = "ru.otklik.bench.run.ServeJob";
    static final String PROBE = "ru.otklik.bench.run.ProbeLatency";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What is to be measured.
     *
     * @param rates events a second, one measurement each
     * @param seconds how long each takes, without warming up
     * @param inPostgres whether the table of live boards is looked at as well
     */
    public record Plan(long seed, List<Integer> rates, int seconds, boolean inPostgres) {}

    private final Map<Integer, Run> runs = new LinkedHashMap<>();

    void add(int rate, Run run) {
        runs.put(rate, run);
    }

    /** One line a rate and place. */
    String table() {
        Table table = new Table(1, "seen", "events/s", "events", "p50 ms", "p99 ms", "max ms", "never seen");
        runs.forEach((rate, run) -> {
            line(table, "on Kafka", rate, run, "kafka");
            if (run.figures().containsKey("tableP50Micros")) {
                line(table, "in PostgreSQL", rate, run, "table");
            }
        });
        return table.toString();
    }

    private static void line(Table table, String place, int rate, Run run, String prefix) {
        table.add(
                place,
                String.format(Locale.ROOT, "%,d", rate),
                String.format(Locale.ROOT, "%,d", run.events()),
                millis(run, prefix + "P50Micros"),
                millis(run, prefix + "P99Micros"),
                millis(run, prefix + "MaxMicros"),
                String.format(Locale.ROOT, "%,d", run.figures().getOrDefault(prefix + "Unseen", 0L)));
    }

    private static String millis(Run run, String figure) {
        return String.format(Locale.ROOT, "%,.1f", run.figures().getOrDefault(figure, -1L) / 1e3);
    }

    /** The same as JSON. */
    ObjectNode json(Machine machine, long seed) {
        ObjectNode root = JSON.createObjectNode();
        var rates = root.putArray("latency");
        runs.forEach((rate, run) -> {
            ObjectNode node = rates.addObject().put("eventsPerSecond", rate).put("events", run.events());
            run.figures().forEach(node::put);
        });
        root.put("seed", seed);
        root.set("machine", JSON.valueToTree(machine));
        return root;
    }
}
