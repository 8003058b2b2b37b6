package ru.otklik.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ru.otklik.console.Failure;
import ru.otklik.console.Progress;
import ru.otklik.traffic.FileSending;
import ru.otklik.traffic.TrafficSender;

/** Sends event files to a running cluster. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Sends files of events (.ndjson, .ndjson.gz, .ndjson.zst) to the incident topics, byte for byte,",
            "merged by time, with heart-beats so that event time advances on every partition."
        },
        footer = {"", "Example:  otklik send march.ndjson.gz april.ndjson.gz --close 2023-05-01T00:00:00+03:00"})
final class SendCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of events, each in order of time.")
    List<Path> files = List.of();

    @Option(names = "--rate", paramLabel = "N", description = "Events a second (default: as many as possible).")
    double rate;

    @Option(
            names = "--close",
            paramLabel = "T",
            description = "In the end, let event time reach T, so that periods end.")
    @Nullable
    String close;

    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @Override
    public Integer call() {
        Instant closing = close == null ? null : time(close);
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new Failure("cannot read " + file + ": no such file");
            }
        }
        try (TrafficSender sender = TrafficSender.connect(broker.access())) {
            new FileSending(sender, rate).send(files, closing, new Progress(System.out, "sent"));
        }
        return 0;
    }

    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw GenerateCommand.usage(
                    spec, "not a time with an offset: " + text + " (such as 2023-05-01T00:00:00+03:00)");
        }
    }
}
