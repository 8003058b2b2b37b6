package ru.otklik.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.HomeLock;
import ru.otklik.cluster.LoneServices;
import ru.otklik.console.Failure;
import ru.otklik.schemas.Topics;

/** Measures: one program at a time, each in a JVM of its own, against a real broker in a folder of the benchmark's own. */
public final class Bench implements AutoCloseable {
    private static final List<String> FLOOR_MEMORY = List.of("-Xmx1g", "-XX:+UseParallelGC");
    /** The launcher gives a replay the same. */
    private static final List<String> JOB_MEMORY =
            List.of("-XX:InitialRAMPercentage=25", "-XX:MaxRAMPercentage=60", "-XX:+UseParallelGC");

    /** What a run begins with empty: its results, and the configuration that it goes by. */
    private static final List<String> RESULTS = Stream.of(Topics.EXACTLY_ONCE, Topics.AT_LEAST_ONCE, Topics.CONFIG)
            .flatMap(List::stream)
            .toList();

    private final ClusterHome home;
    private final Consumer<String> say;
    private final Child child;
    private final HomeLock lock;
    private final LoneServices services;
    private final BenchTopics topics;
    private final DataStore store;
    /** A Ctrl-C does not reach the services, which have sessions of their own. */
    private final OnExit onExit;

    /**
     * Starts the broker, and the database if asked for.
     *
     * @param project the project's folder, where the built class paths lie
     * @param home the folder of the benchmark
     * @param say takes one line for each step
     */
    public Bench(Path project, ClusterHome home, boolean withDatabase, Consumer<String> say) {
        this.home = home;
        this.say = say;
        lock = HomeLock.take(home);
        ClusterState state = ClusterState.read(home);
        child = new Child(project, home);
        try {
            services = LoneServices.start(project, home, state, withDatabase, say);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        onExit = new OnExit(services::close);
        topics = new BenchTopics(services.bootstrap());
        store = new DataStore(home, state, child, say);
    }

    /**
     * What a measurement has to say.
     *
     * @param text tables for a terminal
     * @param picture SVG; empty if there is none
     */
    public record Result(String text, ObjectNode json, String picture) {}

    /** Those of some rows whose programs have been built; says which have not. */
    public List<Row> built(List<Row> rows) {
        List<Row> built =
                rows.stream().filter(row -> child.isBuilt(row.program.module)).toList();
        rows.stream()
                .filter(row -> !built.contains(row))
                .forEach(row -> say.accept(
                        "row " + row.id() + " is left out: local-cluster/" + row.program.module + " is not built"));
        return built;
    }

    /** Measures every row of a plan as often as it says, in alternating order. */
    public Result compare(Plan plan) {
        Report report = measure(plan);
        return new Result(
                report.table() + "\n" + report.bars() + "\n" + report.machine(),
                report.json(),
                Picture.of(report.runs()));
    }

    private Report measure(Plan plan) {
        for (Row row : plan.rows()) {
            if (!child.isBuilt(row.program.module)) {
                throw new Failure("row " + row.id() + " needs local-cluster/" + row.program.module
                        + ", which is not built: mvn -DskipTests package");
            }
        }
        List<Row> rows = new ArrayList<>(plan.rows());
        Map<Row, DataStore.Loaded> data = new LinkedHashMap<>();
        rows.forEach(row -> data.put(row, load(row, DataSet.usual(plan.seed(), plan.eventsOf(row)), plan.events())));
        Map<Row, List<Run>> runs = new LinkedHashMap<>();
        plan.rows().forEach(row -> runs.put(row, new ArrayList<>()));
        for (int round = 1; round <= plan.runs(); round++) {
            for (Row row : rows) {
                Run run = run(row, require(data, row), JobVariant.USUAL);
                runs.computeIfAbsent(row, each -> new ArrayList<>()).add(run);
                say.accept(line(round, row.id(), run));
            }
            Collections.reverse(rows);
        }
        return new Report(runs, Machine.here(), plan.seed());
    }

    private static DataStore.Loaded require(Map<Row, DataStore.Loaded> data, Row row) {
        DataStore.Loaded loaded = data.get(row);
        if (loaded == null) {
            throw new IllegalStateException("nothing was loaded for " + row);
        }
        return loaded;
    }

    private DataStore.Loaded load(Row row, DataSet set, long whole) {
        if (row.input == Row.Input.FILE) {
            return store.asFile(set, services);
        }
        return row.isPeer() && set.events() < whole
                ? store.asPrefix(set, services, topics)
                : store.asInput(set, services, topics);
    }

    /** Measures this job with sets and ways of running that differ from the usual in one thing each. */
    public Result grow(Plan plan) {
        List<Growth.Case> cases = Growth.cases(plan.seed(), plan.events());
        Map<Growth.Case, List<Run>> runs = new LinkedHashMap<>();
        Map<Growth.Case, Long> incidents = new LinkedHashMap<>();
        for (int round = 1; round <= plan.runs(); round++) {
            for (Growth.Case each : cases) {
                DataStore.Loaded data = store.asInput(each.set(), services, topics);
                Run run = run(Row.B, data, each.variant());
                incidents.put(each, data.incidents());
                runs.computeIfAbsent(each, key -> new ArrayList<>()).add(run);
                say.accept(line(round, each.name(), run));
            }
        }
        Growth growth = new Growth(runs, incidents);
        Machine machine = Machine.here();
        return new Result(growth.table() + "\n" + machine, growth.json(machine, plan.seed()), "");
    }

    /** Measures how fresh live boards are at some rates. */
    public Result refresh(Latency.Plan plan) {
        Latency latency = new Latency();
        for (int rate : plan.rates()) {
            say.accept(String.format(
                    Locale.ROOT, "%,d events/s for %d s, after the past of a week", rate, plan.seconds()));
            latency.add(rate, refreshed(plan, rate));
        }
        Machine machine = Machine.here();
        return new Result(latency.table() + "\n" + machine, latency.json(machine, plan.seed()), "");
    }

    private Run refreshed(Latency.Plan plan, int rate) {
        store.emptyInput(topics);
        topics.recreate(RESULTS, false);
        DataStore.Loaded country = store.asFile(DataSet.usual(plan.seed(), 1), services);
        List<String> arguments = new ArrayList<>(
                List.of("--bootstrap", services.bootstrap(), "--topics", String.join(",", Topics.INPUTS)));
        arguments.addAll(List.of("--reference", country.reference().toString()));
        arguments.addAll(List.of("--out", emptyWork().toString()));
        arguments.addAll(
                List.of("--citizen-key-file", home.secret("citizen-key").toString()));
        List<String> probe = new ArrayList<>(arguments);
        probe.addAll(List.of("--seed", Long.toString(plan.seed()), "--rate", Integer.toString(rate)));
        probe.addAll(List.of("--seconds", Integer.toString(plan.seconds())));
        if (plan.inPostgres()) {
            arguments.addAll(services.databaseArguments());
            probe.addAll(services.databaseArguments());
        }
        try (Served job = new Served(child, child.command("bench", Latency.JOB, JOB_MEMORY, arguments))) {
            Run run = child.run(child.command("bench", Latency.PROBE, FLOOR_MEMORY, probe), services.brokerPid());
            job.requireAlive();
            return run;
        } finally {
            ClusterHome.delete(home.root().resolve("work"));
        }
    }

    /** One line about a run. */
    private static String line(int round, String id, Run run) {
        return String.format(
                Locale.ROOT,
                "round %d  %-5s %6.2f CPU s/M, broker %5.2f, %,9.0f events/s, %.1f s, %.0f %% of the machine",
                round,
                id,
                run.cpuSecondsPerMillion(),
                run.brokerCpuSecondsPerMillion(),
                run.eventsPerSecond(),
                run.wallSeconds(),
                100 * run.shareOfMachine());
    }

    private Path emptyWork() {
        Path work = home.root().resolve("work");
        ClusterHome.delete(work);
        try {
            return Files.createDirectories(work);
        } catch (IOException e) {
            throw new Failure("cannot create " + work + ": " + Failure.because(e), e);
        }
    }

    /** Runs a row once, in an empty folder and into empty topics. */
    private Run run(Row row, DataStore.Loaded data, JobVariant variant) {
        Path work = emptyWork();
        if (row.isJob()) {
            topics.recreate(RESULTS, false);
        } else if (row.isPeer()) {
            topics.removeRowsOfPeers();
        }
        Run run = child.run(command(row, data, variant, work), services.brokerPid());
        if (row.isJob()) {
            topics.requireCommitted(Topics.EXACTLY_ONCE);
        }
        ClusterHome.delete(work);
        if (row.input == Row.Input.FILE) {
            // What the broker does meanwhile it does for nobody.
            run = run.withoutBroker();
        }
        if (run.events() != data.set().events()) {
            throw new Failure("row " + row.id() + " says it read " + run.events() + " events, not "
                    + data.set().events());
        }
        return run;
    }

    private List<String> command(Row row, DataStore.Loaded data, JobVariant variant, Path work) {
        List<String> arguments = new ArrayList<>();
        if (row.input == Row.Input.FILE) {
            arguments.addAll(List.of("--file", data.file().toString()));
        } else {
            arguments.addAll(List.of("--bootstrap", services.bootstrap()));
            arguments.addAll(List.of("--topics", String.join(",", data.topics())));
        }
        arguments.addAll(List.of("--reference", data.reference().toString()));
        arguments.addAll(List.of("--out", work.toString()));
        arguments.addAll(List.of("--events", Long.toString(data.set().events())));
        if (row.isJob()) {
            arguments.addAll(variant.arguments());
            arguments.addAll(List.of(
                    "--end-millis",
                    Long.toString(data.endMillis()),
                    "--citizen-key-file",
                    home.secret("citizen-key").toString()));
            if (row == Row.B_PG) {
                arguments.addAll(services.databaseArguments());
            }
        } else {
            arguments.addAll(List.of("--windows", Integer.toString(row.windows)));
            arguments.addAll(List.of("--parallelism", Integer.toString(variant.parallelism())));
        }
        List<String> memory = row == Row.A ? FLOOR_MEMORY : JOB_MEMORY;
        return child.command(row.program.module, row.program.mainClass, memory, arguments);
    }

    @Override
    public void close() {
        topics.close();
        services.close();
        onExit.close();
        lock.close();
    }
}
