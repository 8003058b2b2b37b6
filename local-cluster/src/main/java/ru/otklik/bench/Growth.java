package ru.otklik.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What this job costs when one thing is other than usual.
 *
 * @param runs of each case, in order of rounds; the first case is the usual one
 * @param incidents that each case has tracked
 */
record Growth(Map<Case, List<Run>> runs, Map<Case, Long> incidents) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PART = 7;

    /**
     * One set and one way to run the job.
     *
     * @param name what is other than usual
     */
    record Case(String name, DataSet set, JobVariant variant) {}

    /** The usual case, then those that differ in one thing, sorted so that a set is loaded once. */
    static List<Case> cases(long seed, long events) {
        DataSet set = DataSet.usual(seed, events);
        JobVariant job = new JobVariant(2, 4, "hashmap", true);
        return List.of(
                new Case("usual", set, job),
                new Case("1 window", set, new JobVariant(2, 1, "hashmap", true)),
                new Case("16 windows", set, new JobVariant(2, 16, "hashmap", true)),
                new Case("parallelism 1", set, new JobVariant(1, 4, "hashmap", true)),
                new Case("rocksdb", set, new JobVariant(2, 4, "rocksdb", true)),
                new Case("20 municipalities", set.withMunicipalities(20), job),
                new Case("200 municipalities", set.withMunicipalities(200), job),
                new Case("one has 60 %", set.withHottestShare(0.6), job),
                new Case("in order", set.withDisorderSeconds(0), job),
                new Case("50 s of disorder", set.withDisorderSeconds(50), job),
                new Case("a seventh", set.withEvents(Math.max(1, events / PART)), job));
    }

    private Case usual() {
        return runs.keySet().iterator().next();
    }

    /** CPU an event against the usual case, over the runs of the same round. */
    private Spread ratio(Case each) {
        List<Run> above = runs.getOrDefault(each, List.of());
        List<Run> below = runs.getOrDefault(usual(), List.of());
        double[] ratios = new double[above.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = above.get(i).cpuSecondsPerMillion() / below.get(i).cpuSecondsPerMillion();
        }
        return Spread.of(ratios);
    }

    private static double median(List<Run> some, String figure) {
        return Spread.of(some, run -> run.figures().getOrDefault(figure, 0L)).median();
    }

    /** Bytes of live heap that one more incident takes: the usual case against the one with fewer events. */
    double heapBytesPerIncident() {
        Case fewest = usual();
        for (Case each : runs.keySet()) {
            fewest = each.set().events() < fewest.set().events() ? each : fewest;
        }
        long more = incidents.getOrDefault(usual(), 0L) - incidents.getOrDefault(fewest, 0L);
        double heap = median(runs.getOrDefault(usual(), List.of()), "liveHeapBytes")
                - median(runs.getOrDefault(fewest, List.of()), "liveHeapBytes");
        return more <= 0 ? Double.NaN : heap / more;
    }

    /** One line a case. */
    String table() {
        Table table = new Table(
                1,
                "case",
                "events",
                "incidents",
                "CPU s/M",
                "against usual",
                "events/s",
                "live heap",
                "peak memory",
                "checkpoint",
                "slowest");
        runs.forEach((each, some) -> table.add(
                each.name(),
                String.format(Locale.ROOT, "%,d", some.get(0).events()),
                String.format(Locale.ROOT, "%,d", incidents.getOrDefault(each, 0L)),
                Table.spread(Spread.of(some, Run::cpuSecondsPerMillion), "%.2f"),
                Table.spread(ratio(each), "%.2f"),
                String.format(
                        Locale.ROOT,
                        "%,.0f",
                        Spread.of(some, Run::eventsPerSecond).median()),
                Table.mebibytes(median(some, "liveHeapBytes")),
                Table.mebibytes(Spread.of(some, Run::peakMemoryBytes).median()),
                Table.mebibytes(median(some, "checkpointBytes")),
                String.format(Locale.ROOT, "%.1f s", median(some, "checkpointMillis") / 1e3)));
        return table
                + String.format(
                        Locale.ROOT,
                        "%na further incident takes %.0f bytes of live heap, all that hangs on it included%n",
                        heapBytesPerIncident());
    }

    /** The same as JSON. */
    ObjectNode json(Machine machine, long seed) {
        ObjectNode root = JSON.createObjectNode();
        var cases = root.putArray("growth");
        runs.forEach((each, some) -> {
            ObjectNode node = cases.addObject().put("case", each.name());
            node.put("events", some.get(0).events());
            node.put("incidents", incidents.getOrDefault(each, 0L));
            node.put(
                    "cpuSecondsPerMillion",
                    Spread.of(some, Run::cpuSecondsPerMillion).median());
            Spread ratio = ratio(each);
            node.putObject("againstUsual")
                    .put("median", ratio.median())
                    .put("min", ratio.min())
                    .put("max", ratio.max());
            node.put("eventsPerSecond", Spread.of(some, Run::eventsPerSecond).median());
            node.put("peakMemoryBytes", (long)
                    Spread.of(some, Run::peakMemoryBytes).median());
            for (String figure : List.of("liveHeapBytes", "checkpointBytes", "checkpointMillis")) {
                node.put(figure, (long) median(some, figure));
            }
        });
        root.put("heapBytesPerIncident", heapBytesPerIncident());
        root.put("seed", seed);
        root.set("machine", JSON.valueToTree(machine));
        return root;
    }
}
