package ru.otklik.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ru.otklik.chaos.ChaosPlan;
import ru.otklik.chaos.ChaosReport;
import ru.otklik.chaos.ChaosRun;
import ru.otklik.chaos.Sabotage;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.HighAvailability;
import ru.otklik.cluster.HomeLock;

/** Breaks a cluster of its own again and again, and checks that nothing was lost, doubled or wrong. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a cluster of its own, sends a seeded stream of events, breaks processes, links and disks by a",
            "seeded schedule, and compares everything that came out with a replay of the same events.",
            "Exit code 1 if anything was lost, doubled or wrong."
        },
        footer = {"", "Example:  otklik chaos --seed 7 --faults 20 --json chaos.json"})
final class ChaosCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of all chance (default: 1).")
    long seed;

    @Option(
            names = "--faults",
            paramLabel = "K",
            defaultValue = "10",
            description = "Number of faults (default: 10); 0 for a run that nothing disturbs.")
    int faults;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ID",
            description = "Only these faults, such as F1,F9 or kill-broker; else all that this machine allows.")
    List<String> only = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    @Nullable
    Path json;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Folder of the cluster; what a cluster left there is removed (default: chaos/ of the usual home).")
    @Nullable
    Path home;

    @Option(
            names = "--negative-control",
            paramLabel = "NAME",
            description =
                    "Break one guarantee on purpose, so that the run must find something: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Controls.class)
    @Nullable
    String control;

    @Option(
            names = "--high-availability",
            paramLabel = "NAME",
            defaultValue = "supervisor",
            description =
                    "Who brings the job back when its JobManager was lost: ${COMPLETION-CANDIDATES} (default: supervisor).",
            completionCandidates = Availabilities.class)
    String highAvailability = "supervisor";

    /** Names of those who bring the job back. */
    static final class Availabilities implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return HighAvailability.labels().iterator();
        }
    }

    /** Names of the guarantees that can be broken. */
    static final class Controls implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Arrays.stream(Sabotage.values()).map(Sabotage::label).iterator();
        }
    }

    @Override
    public Integer call() {
        if (faults < 0) {
            throw GenerateCommand.usage(spec, "--faults must not be negative: " + faults);
        }
        ClusterHome cluster =
                new ClusterHome(home == null ? Otklik.home().root().resolve("chaos") : home);
        ChaosPlan plan = plan(cluster);
        try (HomeLock lock = HomeLock.take(cluster)) {
            ChaosReport report = ChaosRun.run(plan, System.out::println);
            report.lines().forEach(System.out::println);
            if (json != null) {
                report.write(json);
            }
            return report.isClean() ? 0 : 1;
        }
    }

    private ChaosPlan plan(ClusterHome cluster) {
        try {
            return ChaosPlan.of(Otklik.project(), cluster, seed, faults, only, control)
                    .with(HighAvailability.named(highAvailability));
        } catch (IllegalArgumentException e) {
            throw GenerateCommand.usage(spec, String.format(Locale.ROOT, "%s", e.getMessage()));
        }
    }
}
