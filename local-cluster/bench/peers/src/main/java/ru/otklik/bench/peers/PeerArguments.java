package ru.otklik.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/**
 * What the benchmark tells a peer; each takes what it needs and ignores the rest.
 *
 * @param bootstrap Kafka brokers, host:port; null to read the file
 * @param topics topics of events
 * @param file NDJSON file of events; null to read the topics
 * @param reference directory of reference data; null for the shipped one
 * @param out directory for the result rows
 * @param events number of events in the input, for those who stop by count; 0 if not told
 * @param windows 1 for the rolling hour, 3 for hour, day and quarter
 * @param parallelism number of parallel tasks or threads
 */
public record PeerArguments(
        @Nullable String bootstrap,
        List<String> topics,
        @Nullable Path file,
        @Nullable Path reference,
        Path out,
        long events,
        int windows,
        int parallelism) {

    public PeerArguments {
        topics = List.copyOf(topics);
    }

    /**
     * Reads {@code --key value} pairs; unknown keys are ignored, since peers differ in what they need.
     *
     * @throws IllegalArgumentException if a key has no value, there is no {@code --out}, or no input
     */
    public static PeerArguments of(String[] args) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException("expected --key value, found: " + args[i]);
            }
            values.put(args[i].substring(2), args[i + 1]);
        }
        String out = values.get("out");
        if (out == null) {
            throw new IllegalArgumentException("--out names the directory for the results");
        }
        PeerArguments parsed = new PeerArguments(
                values.get("bootstrap"),
                topics(values.get("topics")),
                path(values.get("file")),
                path(values.get("reference")),
                Path.of(out),
                Long.parseLong(values.getOrDefault("events", "0")),
                Integer.parseInt(values.getOrDefault("windows", "1")),
                Integer.parseInt(values.getOrDefault("parallelism", "2")));
        if (parsed.file == null && (parsed.bootstrap == null || parsed.topics.isEmpty())) {
            throw new IllegalArgumentException("name the input: --file FILE, or --bootstrap H:P --topics A,B");
        }
        return parsed;
    }

    /** Whether events come from Kafka: brokers and topics beat a file. */
    public boolean readsKafka() {
        return bootstrap != null && !topics.isEmpty();
    }

    /** The brokers of a run that reads Kafka. */
    public String requireBootstrap() {
        if (bootstrap == null) {
            throw new IllegalArgumentException("--bootstrap names the Kafka brokers");
        }
        return bootstrap;
    }

    /** The file of a run that reads one. */
    public Path requireFile() {
        if (file == null) {
            throw new IllegalArgumentException("--file names the NDJSON file of events");
        }
        return file;
    }

    /** The reference data; municipalities, norms and working time are a library to every peer. */
    public ReferenceData loadReference() {
        return ReferenceFiles.load(reference, Overrides.NONE);
    }

    /** Makes the output directory. */
    public void createOut() throws IOException {
        Files.createDirectories(out);
    }

    /** The last line of a peer's output, which the benchmark reads. */
    public static String summary(long events, long rows) {
        return "{\"events\":" + events + ",\"rows\":" + rows + "}";
    }

    private static List<String> topics(@Nullable String list) {
        List<String> topics = new ArrayList<>();
        if (list != null) {
            for (String topic : list.split(",", -1)) {
                topics.add(topic.strip());
            }
        }
        return topics;
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
