package ru.otklik.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.EditionComparison;
import ru.otklik.cluster.Recomputation;

/** Computes everything anew under a greater edition, and lets it take its place. */
@Command(
        name = "recompute",
        mixinStandardHelpOptions = true,
        description = {
            "Computes everything anew under a greater edition, beside the job that runs and in a database of its own;",
            "compares the two; lets the new edition take its place, or drops it."
        },
        subcommands = {
            RecomputeCommand.Start.class,
            RecomputeCommand.Compare.class,
            RecomputeCommand.Swap.class,
            RecomputeCommand.Drop.class
        },
        footer = {
            "",
            "Example:  otklik recompute start --edition 2 --argument --norms --argument norms.csv",
            "          otklik recompute compare --edition 2",
            "          otklik recompute swap --edition 2"
        })
final class RecomputeCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        throw GenerateCommand.usage(spec, "start, compare, swap, or drop?");
    }

    /** Which edition. */
    static final class Edition {
        @Option(names = "--edition", required = true, paramLabel = "N", description = "The new edition.")
        int number;

        Recomputation recomputation() {
            ClusterHome home = Otklik.home();
            return new Recomputation(
                    ClusterOptions.of(Otklik.project()), home, ClusterState.read(home), number, System.out::println);
        }
    }

    /** Starts it. */
    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Starts a second job that reads the topics from their beginning.")
    static final class Start implements Callable<Integer> {
        @Mixin
        Edition edition = new Edition();

        @Option(names = "--jar", paramLabel = "FILE", description = "Another build (default: the one that runs).")
        @Nullable
        Path jar;

        @Option(
                names = "--argument",
                paramLabel = "WORD",
                description = "A key or a value for the job, in turn: --argument --norms --argument norms.csv")
        List<String> arguments = List.of();

        @Override
        public Integer call() throws IOException {
            edition.recomputation().start(jar, arguments);
            return 0;
        }
    }

    /** Compares. */
    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description = {
                "Compares the final values of both editions, table by table.",
                "Exit code 0 if all are equal, 1 if not; periods that one edition has not closed yet differ."
            })
    static final class Compare implements Callable<Integer> {
        @Mixin
        Edition edition = new Edition();

        @Option(names = "--json", paramLabel = "FILE", description = "Write the same to a file, as JSON.")
        @Nullable
        Path json;

        @Override
        public Integer call() throws IOException {
            Recomputation recomputation = edition.recomputation();
            System.out.println(recomputation.progress());
            List<EditionComparison.Difference> differences = recomputation.compare();
            System.out.printf(
                    "%-22s %10s %10s %12s %12s%n", "table", "equal", "different", "only before", "only after");
            for (EditionComparison.Difference each : differences) {
                System.out.printf(
                        "%-22s %10d %10d %12d %12d%n",
                        each.table(), each.equal(), each.different(), each.onlyBefore(), each.onlyAfter());
                each.examples().forEach(example -> System.out.println("    " + example));
            }
            if (json != null) {
                Files.write(
                        json,
                        new ObjectMapper()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsBytes(Map.of("edition", edition.number, "tables", differences)));
            }
            return differences.stream().allMatch(EditionComparison.Difference::isNone) ? 0 : 1;
        }
    }

    /** Takes the place. */
    @Command(
            name = "swap",
            mixinStandardHelpOptions = true,
            description = {
                "Stops both jobs with savepoints, lets the databases change names, and goes on with the new edition.",
                "What was read before stays in the database otklik_before_N."
            })
    static final class Swap implements Callable<Integer> {
        @Mixin
        Edition edition = new Edition();

        @Override
        public Integer call() throws IOException {
            edition.recomputation().swap();
            return 0;
        }
    }

    /** Gives up. */
    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = "Ends the job of the new edition and removes its database.")
    static final class Drop implements Callable<Integer> {
        @Mixin
        Edition edition = new Edition();

        @Override
        public Integer call() throws IOException {
            edition.recomputation().drop();
            return 0;
        }
    }
}
