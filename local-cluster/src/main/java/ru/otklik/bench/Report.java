package ru.otklik.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark found out.
 *
 * @param runs of each row, in order of rounds
 */
record Report(Map<Row, List<Run>> runs, Machine machine, long seed) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BAR = 48;

    /** One line a row, then the ratios. */
    String table() {
        Table table = new Table(
                2, "", "what", "events", "CPU s/M", "broker s/M", "events/s", "peak memory", "rows", "machine", "runs");
        runs.forEach((row, some) -> table.add(
                row.id(),
                row.what(),
                String.format(Locale.ROOT, "%,d", some.get(0).events()),
                Table.spread(Spread.of(some, Run::cpuSecondsPerMillion), "%.2f"),
                Table.spread(Spread.of(some, Run::brokerCpuSecondsPerMillion), "%.2f"),
                Table.spread(Spread.of(some, Run::eventsPerSecond), "%,.0f"),
                Table.mebibytes(Spread.of(some, Run::peakMemoryBytes).median()),
                String.format(Locale.ROOT, "%,d", some.get(0).figures().getOrDefault("rows", 0L)),
                String.format(
                        Locale.ROOT,
                        "%.0f %%",
                        100 * Spread.of(some, Run::shareOfMachine).median()),
                Integer.toString(some.size())));
        Table ratios = new Table(1, "CPU an event", "ratio");
        for (Ratio ratio : Ratio.of(runs)) {
            ratios.add(ratio.of().id() + " / " + ratio.to().id(), Table.spread(ratio.spread(), "%.2f"));
        }
        return table + "\n" + (Ratio.of(runs).isEmpty() ? "" : ratios + "\n") + checkpoints();
    }

    private String checkpoints() {
        StringBuilder text = new StringBuilder();
        runs.forEach((row, some) -> {
            if (some.get(0).figures().containsKey("checkpoints")) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s: %.0f checkpoints a run, the largest %s, the slowest %.1f s%n",
                        row.id(),
                        median(some, "checkpoints"),
                        Table.mebibytes(median(some, "checkpointBytes")),
                        median(some, "checkpointMillis") / 1e3));
            }
        });
        return text.toString();
    }

    private static double median(List<Run> runs, String figure) {
        return Spread.of(runs, run -> run.figures().getOrDefault(figure, 0L)).median();
    }

    /** CPU seconds per million events as bars of characters; the scale is logarithmic if rows are far apart. */
    String bars() {
        Scale scale = Scale.of(runs);
        StringBuilder text = new StringBuilder("CPU seconds per million events" + scale.note() + "\n");
        runs.forEach((row, some) -> {
            double median = Spread.of(some, Run::cpuSecondsPerMillion).median();
            int length = (int) Math.max(1, Math.round(BAR * scale.part(median)));
            text.append(String.format(Locale.ROOT, "%-5s %s %.2f%n", row.id(), "█".repeat(length), median));
        });
        return text.toString();
    }

    /** The same as JSON, with every run. */
    ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        var rows = root.putArray("rows");
        runs.forEach((row, some) -> {
            ObjectNode node = rows.addObject().put("id", row.id()).put("what", row.what());
            node.put("events", some.get(0).events());
            node.put(
                    "cpuSecondsPerMillion",
                    Spread.of(some, Run::cpuSecondsPerMillion).median());
            node.put(
                    "brokerCpuSecondsPerMillion",
                    Spread.of(some, Run::brokerCpuSecondsPerMillion).median());
            node.put("eventsPerSecond", Spread.of(some, Run::eventsPerSecond).median());
            node.put("peakMemoryBytes", (long)
                    Spread.of(some, Run::peakMemoryBytes).median());
            var each = node.putArray("runs");
            some.forEach(run -> {
                ObjectNode one = each.addObject();
                one.put("cpuSeconds", run.cpuSeconds());
                one.put("brokerCpuSeconds", run.brokerCpuSeconds());
                one.put("wallSeconds", run.wallSeconds());
                one.put("peakMemoryBytes", run.peakMemoryBytes());
                one.put("shareOfMachine", run.shareOfMachine());
                run.figures().forEach(one::put);
            });
        });
        var ratios = root.putArray("ratios");
        for (Ratio ratio : Ratio.of(runs)) {
            ratios.addObject()
                    .put("of", ratio.of().id())
                    .put("to", ratio.to().id())
                    .put("median", ratio.spread().median())
                    .put("min", ratio.spread().min())
                    .put("max", ratio.spread().max());
        }
        root.put("seed", seed);
        root.set("machine", JSON.valueToTree(machine));
        return root;
    }
}
