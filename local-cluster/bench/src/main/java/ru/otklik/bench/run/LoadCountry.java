package ru.otklik.bench.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import ru.otklik.bench.data.Country;
import ru.otklik.bench.data.CountryEvents;
import ru.otklik.bench.data.CountryProfile;
import ru.otklik.bench.data.CountryReference;
import ru.otklik.bench.data.EventText;
import ru.otklik.bench.data.Step;

/**
 * Makes a data set in one pass: the reference directory, and the events to Kafka, to a file, or to both.
 *
 * <p>{@code --seed --events --reference DIR [--bootstrap H:P --topics IM,POS] [--file F]}, and the profile:
 * {@code --municipalities --hottest-share --incidents-a-day --disorder-seconds}.
 */
public final class LoadCountry {
    private LoadCountry() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        CountryProfile profile = profile(options);
        Country country = new Country(profile);
        CountryReference.write(country, Path.of(options.text("reference")));
        String bootstrap = options.find("bootstrap");
        String file = options.find("file");
        try (TopicWriter topics = bootstrap == null ? null : new TopicWriter(bootstrap, options.text("topics"));
                FileEvents lines = file == null ? null : new FileEvents(Path.of(file))) {
            write(profile, country, options.number("events"), topics, lines).print();
        }
    }

    static CountryProfile profile(Options options) {
        CountryProfile usual = CountryProfile.usual(options.number("seed"));
        return new CountryProfile(
                usual.seed(),
                usual.start(),
                (int) options.number("municipalities", usual.municipalities()),
                options.decimal("hottest-share", usual.hottestShare()),
                options.decimal("incidents-a-day", usual.incidentsPerDay()),
                usual.level(),
                Duration.ofSeconds(
                        options.number("disorder-seconds", usual.disorder().toSeconds())),
                usual.answerMedian());
    }

    private static Outcome write(
            CountryProfile profile,
            Country country,
            long events,
            @Nullable TopicWriter topics,
            @Nullable FileEvents lines)
            throws IOException {
        CountryEvents stream = new CountryEvents(profile, country);
        EventText text = new EventText(profile, country);
        long bytes = 0;
        long lastArrival = profile.start().toEpochMilli();
        for (long i = 0; i < events; i++) {
            Step step = stream.next();
            int length = text.write(step);
            bytes += length;
            lastArrival = step.arrivesAt();
            if (topics != null) {
                topics.send(step, text.bytes(), length);
            }
            if (lines != null) {
                lines.write(text.bytes(), length);
            }
        }
        // After the last event, so that only a partition that was read to its end has this time.
        long end = lastArrival + 1;
        if (topics != null) {
            topics.end(Instant.ofEpochMilli(end));
        }
        if (lines != null) {
            lines.publish();
        }
        return new Outcome(events, events)
                .with("bytes", bytes)
                .with("incidents", stream.incidents())
                .with("endMillis", end);
    }

    /** A file of events, under its name only when it is whole. */
    private static final class FileEvents implements AutoCloseable {
        private static final int BUFFER = 1 << 20;

        private final Path file;
        private final Path part;
        private final OutputStream out;
        private final byte[] buffer = new byte[BUFFER];
        private int filled;

        FileEvents(Path file) throws IOException {
            this.file = file;
            part = file.resolveSibling(file.getFileName() + ".part");
            out = Files.newOutputStream(part);
        }

        void write(byte[] event, int length) throws IOException {
            if (filled + length + 1 > BUFFER) {
                flush();
            }
            System.arraycopy(event, 0, buffer, filled, length);
            filled += length;
            buffer[filled++] = '\n';
        }

        private void flush() throws IOException {
            out.write(buffer, 0, filled);
            filled = 0;
        }

        void publish() throws IOException {
            flush();
            out.close();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(part);
        }
    }
}
