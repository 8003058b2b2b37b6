package ru.otklik.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ru.otklik.bench.Bench;
import ru.otklik.bench.Latency;
import ru.otklik.bench.Micro;
import ru.otklik.bench.Plan;
import ru.otklik.bench.Row;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.console.Failure;

/** Measures the job and its peers. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures CPU seconds per million events, events a second and memory, on events from a seed:",
            "  a  the floor: plain consumer and streaming parser     b  this job from Kafka to Kafka",
            "  c  this job's replay of a file                        d1, d3  an idiomatic DataStream job",
            "  e  Flink SQL      f  Kafka Streams      g  DuckDB     b-pg  b, to PostgreSQL as well"
        },
        footer = {
            "",
            "Examples:",
            "  otklik bench --events 1000000 --runs 1 --only a,b,c --json bench.json",
            "  otklik bench --full --picture bench.svg",
            "  otklik bench --growth --events 2000000 --runs 1",
            "  otklik bench --latency --rate 1000 --postgres",
            "  otklik bench --micro --only rank --json micro.json"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String ALL = "a,b,c,d1,d3,e,f,g";
    private static final long USUAL = 8_400_000;
    private static final long FULL = 48_000_000;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--events", paramLabel = "N", description = "Size of the set (default: 8,400,000).")
    @Nullable
    Long events;

    @Option(names = "--full", description = "The whole country: 48,000,000 events of 23 months.")
    boolean full;

    @Option(names = "--runs", paramLabel = "R", defaultValue = "5", description = "Rounds (default: 5).")
    int runs;

    @Option(names = "--only", paramLabel = "ROWS", description = "Rows to measure (default: all but b-pg).")
    @Nullable
    String only;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the events (default: 1).")
    long seed;

    @Option(
            names = "--peer-events",
            paramLabel = "N",
            description = "Events that d, e and f read (default: what each manages in some two minutes).")
    @Nullable
    Long peerEvents;

    @Option(names = "--growth", description = "Measure b with more and less of everything instead.")
    boolean growth;

    @Option(names = "--latency", description = "Measure how fresh live boards are instead.")
    boolean latency;

    @Option(names = "--micro", description = "Measure the hot parts of the job by themselves instead (JMH).")
    boolean micro;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "N",
            description = "Latency: events a second (default: 1000,20000).")
    List<Integer> rates = List.of(1_000, 20_000);

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Latency: how long events are measured (default: 30).")
    int seconds;

    @Option(names = "--postgres", description = "Latency: look into PostgreSQL as well.")
    boolean postgres;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to a file.")
    @Nullable
    Path json;

    @Option(names = "--picture", paramLabel = "FILE", description = "Draw the rows into a file (SVG).")
    @Nullable
    Path picture;

    @Override
    public Integer call() {
        long size = events != null ? events : full ? FULL : USUAL;
        if (size < 1 || runs < 1 || (peerEvents != null && peerEvents < 1)) {
            throw GenerateCommand.usage(spec, "--events, --runs and --peer-events are whole numbers from 1");
        }
        if (seconds < 1 || rates.stream().anyMatch(rate -> rate < 1)) {
            throw GenerateCommand.usage(spec, "--rate and --seconds are whole numbers from 1");
        }
        if (micro) {
            Micro.run(Otklik.project(), new ClusterHome(Otklik.home().root().resolve("bench")), only, json);
            return 0;
        }
        List<Row> rows = Row.named(only == null ? ALL : only);
        ClusterHome home = new ClusterHome(Otklik.home().root().resolve("bench"));
        Consumer<String> say = System.out::println;
        boolean withDatabase = latency ? postgres : !growth && rows.contains(Row.B_PG);
        try (Bench bench = new Bench(Otklik.project(), home, withDatabase, say)) {
            Plan plan = new Plan(only == null ? bench.built(rows) : rows, seed, size, runs, peerEvents);
            Bench.Result result = latency
                    ? bench.refresh(new Latency.Plan(seed, rates, seconds, postgres))
                    : growth ? bench.grow(plan) : bench.compare(plan);
            System.out.println("\n" + result.text());
            write(json, text(result.json()));
            if (!result.picture().isEmpty()) {
                write(picture, result.picture());
            }
        }
        return 0;
    }

    private static String text(ObjectNode figures) {
        return figures.toPrettyString() + "\n";
    }

    private static void write(@Nullable Path file, String text) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + Failure.because(e), e);
        }
    }
}
