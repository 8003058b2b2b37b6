package ru.otklik.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ru.otklik.console.Failure;
import ru.otklik.console.Progress;
import ru.otklik.traffic.Disturbance;
import ru.otklik.traffic.EventFiles;
import ru.otklik.traffic.KomiQuarter;
import ru.otklik.traffic.PageTraffic;
import ru.otklik.traffic.TrafficGenerator;
import ru.otklik.traffic.TrafficProfile;
import ru.otklik.traffic.TrafficRecord;

/** Writes generated traffic to a file. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes synthetic events to a file; the same arguments give the same bytes.",
            "Profiles: four-regions, komi, heavy (streams), and komi-2023-q2: synthetic traffic of Komi",
            "in the first half of 2023 that reproduces the figures published for its second quarter."
        },
        footer = {
            "",
            "Examples:",
            "  otklik generate --out week.ndjson.gz --from 2024-03-04T00:00:00+03:00 --until 2024-03-11T00:00:00+03:00",
            "  otklik generate --out komi.ndjson.zst --profile komi-2023-q2"
        })
final class GenerateCommand implements Callable<Integer> {
    private static final String FIRST = "2024-01-01T00:00:00+03:00";

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write; .gz and .zst are packed.")
    Path out = Path.of("");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "four-regions",
            description = "Kind of traffic (default: four-regions).")
    String profile = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: 1).")
    long seed;

    @Option(names = "--events", paramLabel = "N", description = "Number of records to write.")
    @Nullable
    Long events;

    @Option(
            names = "--from",
            paramLabel = "T",
            defaultValue = FIRST,
            description = "Start of the registrations (default: ${DEFAULT-VALUE}).")
    String from = FIRST;

    @Option(names = "--until", paramLabel = "T", description = "Write what is delivered before this time.")
    @Nullable
    String until;

    @Option(
            names = "--duplicates",
            paramLabel = "P",
            defaultValue = "0",
            description = "Probability that an event comes twice.")
    double duplicates;

    @Option(
            names = "--disorder",
            paramLabel = "D",
            defaultValue = "PT0S",
            description = "Longest usual delay, such as PT30S.")
    Duration disorder = Duration.ZERO;

    @Option(
            names = "--late",
            paramLabel = "P",
            defaultValue = "0",
            description = "Probability that an event comes up to three days late.")
    double late;

    @Option(names = "--broken", paramLabel = "P", defaultValue = "0", description = "Broken records for each event.")
    double broken;

    @Option(names = "--pages", description = "With daily reports of official pages in between.")
    boolean pages;

    @Option(
            names = "--regions",
            split = ",",
            paramLabel = "CODE",
            description = "Only these regions, such as 87000000,33000000.")
    List<String> regions = List.of();

    @Override
    public Integer call() {
        boolean quarter = profile.equals(TrafficProfile.KOMI_QUARTER);
        if (!quarter && events == null && until == null) {
            throw usage(spec, "say how much: --events N or --until T");
        }
        for (double probability : List.of(duplicates, late, broken)) {
            if (probability < 0 || probability > 1) {
                throw usage(spec, "a probability is from 0 to 1: " + probability);
            }
        }
        Disturbance disturbance = new Disturbance(duplicates, disorder, late, broken);
        long last = until == null ? Long.MAX_VALUE : time(until).toEpochMilli();
        Iterator<TrafficRecord> records = quarter ? KomiQuarter.records(seed, disturbance) : stream(disturbance);
        if (quarter && pages) {
            throw usage(spec, "--pages is for streams; " + profile + " has the published figures and nothing else");
        }
        write(records, events == null ? Long.MAX_VALUE : events, last);
        return 0;
    }

    /** A wrong argument, told by the command it was given to. */
    static ParameterException usage(@Nullable CommandSpec spec, String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private TrafficProfile keptProfile() {
        TrafficProfile named = TrafficProfile.named(profile);
        return regions.isEmpty() ? named : named.only(regions);
    }

    private TrafficGenerator stream(Disturbance disturbance) {
        return new TrafficGenerator(keptProfile(), seed, time(from), Instant.ofEpochMilli(Long.MAX_VALUE), disturbance);
    }

    private void write(Iterator<TrafficRecord> records, long most, long last) {
        Progress progress = new Progress(System.out, "written to " + out);
        long written = 0;
        PageTraffic reports = pages ? new PageTraffic(keptProfile(), seed, time(from)) : null;
        try (OutputStream file = EventFiles.writing(out)) {
            while (written < most && records.hasNext()) {
                TrafficRecord next = records.next();
                long until = Math.min(next.deliveredAt(), last) - 1;
                for (PageTraffic.Report report :
                        reports == null ? List.<PageTraffic.Report>of() : reports.until(until)) {
                    file.write(report.value());
                    file.write('\n');
                }
                if (next.deliveredAt() >= last) {
                    break;
                }
                file.write(next.value());
                file.write('\n');
                progress.at(++written, "");
            }
        } catch (IOException e) {
            throw new Failure("cannot write " + out + ": " + Failure.because(e), e);
        }
        progress.end(written);
    }

    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw usage(spec, "not a time with an offset: " + text + " (such as 2024-03-04T00:00:00+03:00)");
        }
    }
}
