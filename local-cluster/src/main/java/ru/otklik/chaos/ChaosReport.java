package ru.otklik.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;
import ru.otklik.chaos.Findings.Kind;
import ru.otklik.chaos.Schedule.Strike;
import ru.otklik.cluster.HighAvailability;
import ru.otklik.console.Failure;

/** What a run did and found: a table for people, JSON for programs. */
public final class ChaosReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChaosPlan plan;
    private final Findings findings;
    private final Recoveries recoveries;
    private final ObjectNode root = JSON.createObjectNode();
    private int struck;
    private @Nullable Findings afterRepair;

    ChaosReport(ChaosPlan plan, Findings findings, Recoveries recoveries) {
        this.plan = plan;
        this.findings = findings;
        this.recoveries = recoveries;
        root.put("seed", plan.seed()).put("faults", 0);
        for (Kind kind : Kind.values()) {
            root.put(kind.label(), 0);
        }
        root.put("control", plan.control() == null ? null : plan.control().label());
        root.put("highAvailability", plan.highAvailability().label());
        root.putArray("strikes");
        root.withObjectProperty("versions")
                .put("flink", EnvironmentInformation.getVersion())
                .put("kafkaClients", AppInfoParser.getVersion())
                .put("java", Runtime.version().toString());
    }

    void workload(Workload workload, Expectation expected) {
        root.put("events", workload.events())
                .put("expectedValues", expected.values().size());
    }

    void schedule(Schedule schedule) {
        ObjectNode unavailable = root.withObjectProperty("unavailable");
        schedule.unavailable().forEach((fault, why) -> unavailable.put(fault.label(), why));
    }

    void strike(Strike strike, boolean momentCame, long outageMillis, long recoveryMillis) {
        struck++;
        ((ArrayNode) root.path("strikes"))
                .addObject()
                .put("number", strike.number())
                .put("fault", strike.fault().label())
                .put("what", strike.fault().words())
                .put("moment", strike.moment().label())
                .put("momentCame", momentCame)
                .put("outageMillis", outageMillis)
                .put("recoveryMillis", recoveryMillis);
    }

    void inspection(Inspection inspection, int fallbacks) {
        root.put("committedRecords", inspection.committed())
                .put("abortedRecords", inspection.aborted())
                .put("fallbacks", fallbacks);
    }

    /** What was still found in the next edition, computed anew after a loss. */
    void repair(Findings left) {
        afterRepair = left;
    }

    /** Whether nothing was found that is a violation. */
    public boolean isClean() {
        return findings.isClean();
    }

    /** How many faults were survived. */
    public int faults() {
        return struck;
    }

    /** Records that only readers of uncommitted records see. */
    public long abortedRecords() {
        return root.path("abortedRecords").asLong();
    }

    /** Writes the JSON document. */
    public void write(Path file) {
        try {
            Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json()));
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + Failure.because(e), e);
        }
    }

    /** The summary, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-44s %5s %8s %8s %8s", "recovery, s", "n", "p50", "p95", "limit"));
        recoveries.forEach((fault, sorted) -> lines.add(String.format(
                Locale.ROOT,
                "%-44s %5d %8.1f %8.1f %8d",
                fault.label(),
                sorted.size(),
                Recoveries.quantile(sorted, 0.5) / 1e3,
                Recoveries.quantile(sorted, 0.95) / 1e3,
                fault.limitSeconds())));
        lines.add("");
        for (Kind kind : Kind.values()) {
            lines.add(String.format(Locale.ROOT, "%-24s %8d", kind.label(), findings.count(kind)));
        }
        lines.add(String.format(Locale.ROOT, "%-24s %8d", "legalRepeats", findings.legalRepeats()));
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %8d (records that faults made the broker abort: the run did bite if there are any)",
                "abortedRecords",
                abortedRecords()));
        findings.examples().forEach(example -> lines.add("  " + example));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%d faults, %d lost, %d doubled, %d wrong; seed %d%s: %s",
                struck,
                findings.count(Kind.LOST),
                findings.count(Kind.DOUBLED),
                findings.count(Kind.WRONG),
                plan.seed(),
                plan.control() == null
                        ? ""
                        : ", broken on purpose: " + plan.control().label(),
                isClean() ? "green" : "RED"));
        if (afterRepair != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "computed anew as the next edition: %d lost, %d doubled, %d wrong: %s",
                    afterRepair.count(Kind.LOST),
                    afterRepair.count(Kind.DOUBLED),
                    afterRepair.count(Kind.WRONG),
                    afterRepair.isClean() ? "repaired" : "NOT REPAIRED"));
            afterRepair.examples().forEach(example -> lines.add("  " + example));
        }
        if (!isClean()) {
            lines.add("again: otklik chaos --seed " + plan.seed() + " --faults " + plan.faults() + otherOptions());
        }
        return lines;
    }

    private String otherOptions() {
        String only = plan.only().size() == Fault.values().length
                ? ""
                : " --only "
                        + String.join(
                                ",", plan.only().stream().map(Fault::kebab).toList());
        String highAvailability = plan.highAvailability() == HighAvailability.SUPERVISOR
                ? ""
                : " --high-availability " + plan.highAvailability().label();
        return only
                + highAvailability
                + (plan.control() == null
                        ? ""
                        : " --negative-control " + plan.control().label());
    }

    private ObjectNode json() {
        root.put("faults", struck).put("legalRepeats", findings.legalRepeats());
        for (Kind kind : Kind.values()) {
            root.put(kind.label(), findings.count(kind));
        }
        ArrayNode examples = root.putArray("examples");
        findings.examples().forEach(examples::add);
        ObjectNode recovery = root.withObjectProperty("recoveryMillis");
        recoveries.forEach((fault, sorted) -> recovery.withObjectProperty(fault.label())
                .put("count", sorted.size())
                .put("p50", Recoveries.quantile(sorted, 0.5))
                .put("p95", Recoveries.quantile(sorted, 0.95)));
        if (afterRepair != null) {
            root.put("repaired", afterRepair.isClean());
        }
        root.put("green", isClean());
        return root;
    }
}
