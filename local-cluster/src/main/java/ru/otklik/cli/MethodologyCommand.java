package ru.otklik.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.Fault;
import ru.otklik.edge.reference.MethodologyFile;
import ru.otklik.edge.reference.ReferenceException;
import ru.otklik.methodology.PublishedPeriod;
import ru.otklik.methodology.WhatIf;
import ru.otklik.methodology.WhatIfPage;

/** Checks a methodology before it is published, and shows what it would change. */
@Command(
        name = "methodology",
        mixinStandardHelpOptions = true,
        description = "Checks a version of the methodology, or shows what it would have made of a past period.",
        subcommands = {MethodologyCommand.Check.class, MethodologyCommand.Try.class})
final class MethodologyCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        throw GenerateCommand.usage(spec, "check, or what-if?");
    }

    private static Methodology read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Failure("there is no file " + file);
        }
        try {
            return MethodologyFile.parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Failure(file + " can't be read: " + Failure.because(e), e);
        }
    }

    private static int tell(List<Fault> faults) {
        faults.forEach(fault -> System.err.println(fault));
        System.err.println(faults.size() == 1 ? "1 fault" : faults.size() + " faults");
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Tells everything that is wrong with a file. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Checks a version of the methodology by itself and beside those of the reference data.",
                "Exit code 0 if it can be used; else 1, and a line for each fault: file, line, what, remedy."
            },
            footer = {"", "Example:  otklik methodology check komi-2024-2.json"})
    static final class Check implements Callable<Integer> {
        @Mixin
        ReferenceOptions reference = new ReferenceOptions();

        @Parameters(arity = "1", paramLabel = "FILE", description = "The methodology, JSON.")
        Path file = Path.of("");

        @Override
        public Integer call() {
            Methodology methodology;
            try {
                methodology = read(file);
            } catch (ReferenceException wrong) {
                return tell(wrong.faults());
            }
            for (Methodology other : reference.load().methodologies()) {
                if (other.id().equals(methodology.id())) {
                    return tell(List.of(new Fault(
                            file.toString(),
                            0,
                            "the id " + other.id() + " is that of a version of the reference data",
                            "give it its own")));
                }
                if (other.effectiveFromMillis() == methodology.effectiveFromMillis()) {
                    return tell(List.of(new Fault(
                            file.toString(),
                            0,
                            "its effectiveFrom is that of version " + other.id(),
                            "let one begin later")));
                }
            }
            System.out.println("ok: " + methodology.id() + ", in force from "
                    + java.time.Instant.ofEpochMilli(methodology.effectiveFromMillis()));
            return 0;
        }
    }

    /** Ranks a past period by another methodology. */
    @Command(
            name = "what-if",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Ranks a past month, quarter or year by another methodology: who would move, and why.",
                "Takes the figures from a replay's directory (--from), else from the database of the running cluster.",
                "The figures are those of the whole territory; where other bodies answer too, a note tells how many",
                "places differ from the published board for that reason alone."
            },
            footer = {
                "",
                "Example:  otklik methodology what-if --period 2023-Q2 --region 87000000 --from results strict.json"
            })
    static final class Try implements Callable<Integer> {
        @Option(names = "--period", required = true, paramLabel = "LABEL", description = "2023-04, 2023-Q2, 2023.")
        String period = "";

        @Option(names = "--region", required = true, paramLabel = "CODE", description = "Code of the region.")
        String region = "";

        @Option(
                names = "--kind",
                defaultValue = "OVERALL",
                description = "OVERALL, SPEED, DEADLINES or QUALITY (default: OVERALL).")
        BoardKind kind = BoardKind.OVERALL;

        @Option(names = "--from", paramLabel = "DIR", description = "Directory that a replay wrote.")
        @Nullable
        Path from;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the same to a file, as JSON.")
        @Nullable
        Path json;

        @Mixin
        ReferenceOptions reference = new ReferenceOptions();

        @Parameters(arity = "1", paramLabel = "FILE", description = "The methodology to try, JSON.")
        Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            Methodology other;
            try {
                other = read(file);
            } catch (ReferenceException wrong) {
                return tell(wrong.faults());
            }
            ReferenceData data = reference.load();
            PublishedPeriod published =
                    from == null ? fromDatabase() : PublishedPeriod.fromReplay(from, region, period);
            WhatIf result = new WhatIf(published, kind, data, other);
            WhatIfPage.table(result).forEach(System.out::println);
            if (json != null) {
                WhatIfPage.writeJson(result, json);
            }
            return 0;
        }

        private PublishedPeriod fromDatabase() {
            ClusterHome home = Otklik.home();
            ClusterState state = ClusterState.read(home);
            try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
                return PublishedPeriod.fromDatabase(reader, region, period);
            } catch (SQLException e) {
                throw new Failure(
                        "the database does not answer at " + PostgresServer.url(state) + " (" + Failure.because(e)
                                + "); name a replay's directory with --from, or start the cluster",
                        e);
            }
        }
    }
}
