package ru.otklik.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import ru.otklik.chaos.Findings.Kind;
import ru.otklik.chaos.Schedule.Strike;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.console.Failure;
import ru.otklik.stores.WholeReconciliation;

/** One run: start everything, break it again and again while events come in, stop it, look at what came out. */
public final class ChaosRun {
    /** A piece of the workload lasts about as long as a fault and its recovery. */
    private static final double PIECE_SECONDS = 10;

    private static final int EDITION = 1;

    private final ChaosPlan plan;
    private final Consumer<String> say;
    private final Findings findings = new Findings();
    private final Recoveries recoveries = new Recoveries();
    private final ChaosReport report;

    private ChaosRun(ChaosPlan plan, Consumer<String> say) {
        this.plan = plan;
        this.say = say;
        this.report = new ChaosReport(plan, findings, recoveries);
    }

    /**
     * Runs.
     *
     * @param say takes one line for each step
     */
    public static ChaosReport run(ChaosPlan plan, Consumer<String> say) {
        return new ChaosRun(plan, say).run();
    }

    private ChaosReport run() {
        Path folder = emptyFolder();
        Workload workload = Workload.generate(plan.seed(), plan.faults(), folder);
        Expectation expected = Expectation.of(workload, folder.resolve("expected"));
        say.accept(String.format(
                Locale.ROOT,
                "workload: %,d events; expected: %,d final values, %,d refused records",
                workload.events(),
                expected.values().size(),
                expected.refused().values().stream().mapToInt(Integer::intValue).sum()));
        report.workload(workload, expected);
        try (Battlefield field = new Battlefield(plan.home(), options(folder))) {
            Runtime.getRuntime().addShutdownHook(new Thread(field::abandon, "abandon"));
            field.start();
            TableItems tables = new TableItems(field);
            tables.watchForDecreases();
            prepare(tables);
            field.submit();
            breakAndFinish(field, workload);
            Inspection inspection = new Inspection(field, expected, findings, EDITION);
            inspection.run();
            report.inspection(inspection, field.fallbacks());
            if (plan.control() != null && plan.control().isRepaired()) {
                repair(field, workload, expected);
            }
        }
        return report;
    }

    private Path emptyFolder() {
        Battlefield.clear(plan.home(), ClusterOptions.of(plan.project()));
        Path folder = plan.home().root().resolve("chaos");
        ClusterHome.delete(folder);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure("cannot create " + folder + ": " + Failure.because(e), e);
        }
    }

    private ClusterOptions options(Path folder) {
        ClusterOptions usual = ClusterOptions.of(plan.project());
        ClusterOptions options = new ClusterOptions(
                        usual.project(),
                        usual.jobJar(),
                        3,
                        2,
                        usual.taskManagers(),
                        512,
                        false,
                        List.of("--edition", Integer.toString(EDITION)))
                .with(plan.highAvailability(), Map.of());
        return plan.control() == null ? options : plan.control().options(options, folder);
    }

    private void prepare(TableItems tables) {
        if (plan.control() != null) {
            plan.control().prepare(tables);
        }
    }

    /** A job that does not come back, or not to an end, is a finding; what it has written is compared all the same. */
    private void breakAndFinish(Battlefield field, Workload workload) {
        try {
            breakEverything(field, workload);
            finish(field, workload);
        } catch (Failure e) {
            findings.add(Kind.STUCK, Failure.because(e));
            say.accept(Failure.because(e));
        }
    }

    private void breakEverything(Battlefield field, Workload workload) {
        Schedule schedule = Schedule.draw(plan.seed(), plan.faults(), plan.only(), field);
        report.schedule(schedule);
        schedule.unavailable().forEach((fault, why) -> say.accept("not available: " + fault.label() + ": " + why));
        List<Path> pieces = workload.pieces(plan.faults() + 2);
        double rate = workload.events() / (double) pieces.size() / PIECE_SECONDS;
        Feed feed = new Feed(field.bootstrap());
        feed.send(pieces.get(0), 0, null);
        field.awaitRecovery(Instant.now());
        for (Strike strike : schedule.strikes()) {
            feed.begin(pieces.get(strike.number()), rate);
            strike(field, strike);
        }
        feed.awaitSent();
        feed.send(pieces.get(pieces.size() - 1), 0, workload.end());
    }

    private static void finish(Battlefield field, Workload workload) {
        field.awaitEventTime(workload.end());
        field.awaitRecovery(Instant.now());
        field.stopJob();
    }

    /** Does what the run-book says after a loss; the next edition must have everything. */
    private void repair(Battlefield field, Workload workload, Expectation expected) {
        List<String> named = namedByReconciliation(field);
        say.accept("otklik reconcile names " + named.size() + " keys; the first: "
                + named.stream().limit(3).toList());
        if (named.isEmpty() && findings.count(Kind.LOST) + findings.count(Kind.WRONG) > 0) {
            findings.add(Kind.STUCK, "otklik reconcile names nothing of what was lost");
        }
        say.accept("computing everything anew as edition " + (EDITION + 1));
        field.recompute(EDITION + 1);
        finish(field, workload);
        Findings left = new Findings();
        new Inspection(field, expected, left, EDITION + 1).compareResults();
        report.repair(left);
    }

    /** What an operator sees of the loss, who has no other calculation to compare with. */
    private static List<String> namedByReconciliation(Battlefield field) {
        try {
            return WholeReconciliation.compare(field.home(), field.state(), Duration.ZERO).stream()
                    .flatMap(outcome -> outcome.faults().stream())
                    .toList();
        } catch (IOException | SQLException e) {
            throw new Failure("topics and tables cannot be read: " + Failure.because(e), e);
        }
    }

    private void strike(Battlefield field, Strike strike) {
        SplittableRandom dice = new SplittableRandom(strike.seed());
        boolean chooses = plan.control() != null && plan.control().hasItsOwnMoment();
        boolean came = chooses || strike.moment().await(field, dice);
        Instant struck = Instant.now();
        Duration outage = Duration.ZERO;
        try {
            outage = plan.control() == null
                    ? strike.fault().strike(field, dice)
                    : plan.control().strike(strike.fault(), field, dice);
            field.revive();
            field.awaitRecovery(Instant.now());
        } catch (Failure e) {
            throw new Failure(
                    "fault " + strike.number() + ": " + strike.fault().label() + ": " + Failure.because(e), e);
        }
        long recovery = Math.max(
                0, Duration.between(struck, Instant.now()).minus(outage).toMillis());
        recoveries.add(strike.fault(), recovery);
        if (recovery > strike.fault().limitSeconds() * 1000L) {
            findings.add(
                    Kind.SLOW,
                    String.format(
                            Locale.ROOT,
                            "%d %s: %.1f s",
                            strike.number(),
                            strike.fault().label(),
                            recovery / 1e3));
        }
        report.strike(strike, came, outage.toMillis(), recovery);
        say.accept(String.format(
                Locale.ROOT,
                "fault %3d of %d: %-36s %-22s outage %5.1f s, recovered in %5.1f s",
                strike.number(),
                plan.faults(),
                strike.fault().label(),
                strike.moment().label() + (came ? "" : " (never)"),
                outage.toMillis() / 1e3,
                recovery / 1e3));
    }
}
