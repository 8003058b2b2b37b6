package ru.otklik.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ru.otklik.Replay;
import ru.otklik.console.Failure;
import ru.otklik.console.Ticking;
import ru.otklik.edge.reference.ReferenceException;
import ru.otklik.settings.SettingsException;
import ru.otklik.snapshot.SnapshotFolder;
import ru.otklik.snapshot.SnapshotSources;

/** Runs the job over files, in this process. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the job over files of events (.ndjson, .ndjson.gz, .ndjson.zst) and writes one sorted file",
            "for each topic. No broker, no database; the same files give the same bytes."
        },
        footer = {"", "Example:  otklik replay --as-of 2023-07-01T00:00:00+03:00 --out results komi.ndjson.zst"})
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    ReferenceOptions reference = new ReferenceOptions();

    @Option(names = "--earliest", paramLabel = "T", description = "Events before this time are rejected.")
    @Nullable
    String earliest;

    @Option(names = "--retain-unanswered", paramLabel = "P", description = "How long an unanswered incident is kept.")
    @Nullable
    String retainUnanswered;

    @Option(names = "--as-of", paramLabel = "T", description = "Time at which the run ends (default: the last event).")
    @Nullable
    String asOf;

    @Option(names = "--not-after", paramLabel = "T", description = "Events after this time are rejected.")
    @Nullable
    String notAfter;

    @Option(
            names = "--periods",
            paramLabel = "LIST",
            description =
                    "Periods to publish, of PT1H,PT24H,P7D,P30D,DAY,MONTH,QUARTER,YEAR (default: the last three).")
    @Nullable
    String periods;

    @Option(names = "--parallelism", paramLabel = "N", description = "Parallelism (default: 2).")
    @Nullable
    Integer parallelism;

    @Option(names = "--edition", paramLabel = "N", description = "Edition of the results (default: 0).")
    @Nullable
    Integer edition;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Directory for the results.")
    Path out = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of events, each in order of time.")
    List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        long started = System.nanoTime();
        Replay.Summary summary = run();
        SnapshotFolder snapshots = new SnapshotFolder(out.resolve("snapshots"));
        snapshots.clear();
        snapshots.write(SnapshotSources.ofReplay(out));
        print(summary, Duration.ofNanos(System.nanoTime() - started), System.out);
        return 0;
    }

    private Replay.Summary run() {
        try (Ticking ticking = new Ticking("replaying")) {
            return Replay.run(arguments().toArray(String[]::new));
        } catch (SettingsException | ReferenceException e) {
            throw e;
        } catch (Exception e) {
            throw new Failure("the replay failed: " + Failure.because(innermost(e)), e);
        }
    }

    private List<String> arguments() {
        List<String> all = new ArrayList<>(reference.arguments());
        ReferenceOptions.add(all, "--earliest", earliest);
        ReferenceOptions.add(all, "--retain-unanswered", retainUnanswered);
        ReferenceOptions.add(all, "--as-of", asOf);
        ReferenceOptions.add(all, "--not-after", notAfter);
        ReferenceOptions.add(all, "--periods", periods);
        ReferenceOptions.add(all, "--parallelism", parallelism);
        ReferenceOptions.add(all, "--edition", edition);
        ReferenceOptions.add(all, "--out", out);
        files.forEach(file -> all.add(file.toAbsolutePath().toString()));
        return all;
    }

    private void print(Replay.Summary summary, Duration wall, PrintStream to) throws IOException {
        double seconds = Math.max(1e-3, wall.toMillis() / 1e3);
        long read = summary.accepted() + summary.rejected();
        to.println(line("accepted", summary.accepted()));
        to.println(line("rejected", summary.rejected()));
        summary.rejectedByReason().forEach((reason, count) -> to.println(line("  " + reason, count)));
        to.println(String.format(Locale.ROOT, "%,.1f s, %,.0f events/s", seconds, read / seconds));
        to.println("written to " + out.toAbsolutePath().normalize() + ":");
        try (Stream<Path> written = Files.list(out)) {
            for (Path file : written.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList()) {
                to.println(line("  " + file.getFileName(), lines(file)));
            }
        }
        summary.warnings().forEach(warning -> to.println("warning: " + warning));
    }

    private static String line(String name, long count) {
        return String.format(Locale.ROOT, "%-32s %,12d", name, count);
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.count();
        }
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
