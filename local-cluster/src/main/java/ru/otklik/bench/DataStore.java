package ru.otklik.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.console.Failure;
import ru.otklik.schemas.Topics;

/** The data sets of a folder: made when they are asked for the first time, and kept. */
final class DataStore {
    private static final String LOADER = "ru.otklik.bench.run.LoadCountry";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Bytes of an event in a file, and packed in a topic; what results and checkpoints take comes on top. */
    private static final long FILE_BYTES = 425;

    private static final long TOPIC_BYTES = 130;
    private static final long RESERVE_BYTES = 4L << 30;

    /**
     * A set that is there.
     *
     * @param reference its reference directory
     * @param file its events, one a line; there only if asked for
     * @param topics its topics, that of social networks first; filled only if asked for
     * @param endMillis time of the heart-beats that end every partition, epoch milliseconds
     */
    record Loaded(DataSet set, Path reference, Path file, List<String> topics, long endMillis, long incidents) {}

    private final Path folder;
    private final ClusterState state;
    private final Child child;
    private final Consumer<String> say;

    DataStore(ClusterHome home, ClusterState state, Child child, Consumer<String> say) {
        this.folder = home.root().resolve("data");
        this.state = state;
        this.child = child;
        this.say = say;
    }

    /** The set as a file only. */
    Loaded asFile(DataSet set, LoneServices services) {
        Loaded described = load(set, List.of());
        return Files.exists(described.file()) ? described : make(set, described, true, false, services);
    }

    /** The set in the topics that the job reads; another set that was there goes. */
    Loaded asInput(DataSet set, LoneServices services, BenchTopics topics) {
        return inTopics(set, Topics.INPUTS, services, topics);
    }

    /** The beginning of a set in topics of its own. */
    Loaded asPrefix(DataSet set, LoneServices services, BenchTopics topics) {
        String name = BenchTopics.PREFIX + set.events();
        return inTopics(set, List.of(name + ".im", name + ".pos"), services, topics);
    }

    /** Empties the topics that the job reads. */
    void emptyInput(BenchTopics topics) {
        state.remove(mark(Topics.INPUTS));
        topics.recreate(Topics.INPUTS, true);
    }

    private static String mark(List<String> names) {
        return "holds " + names.get(0);
    }

    private Loaded inTopics(DataSet set, List<String> names, LoneServices services, BenchTopics topics) {
        Loaded described = load(set, names);
        String mark = mark(names);
        boolean isThere = state.find(mark).filter(set.key()::equals).isPresent() && topics.areFilled(names);
        if (isThere && described.endMillis() > 0) {
            return described;
        }
        state.remove(mark);
        topics.recreate(names, true);
        Loaded made = make(set, described, false, true, services);
        state.put(mark, set.key());
        return made;
    }

    private Loaded load(DataSet set, List<String> topics) {
        Path place = folder.resolve(set.key());
        Map<String, Long> known = Map.of();
        try {
            Files.createDirectories(place);
            if (Files.exists(place.resolve("set.json"))) {
                known = Child.outcome(Files.readString(place.resolve("set.json")));
            }
        } catch (IOException e) {
            throw new Failure("cannot use " + place + ": " + Failure.because(e), e);
        }
        return new Loaded(
                set,
                place.resolve("reference"),
                place.resolve("events.ndjson"),
                topics,
                known.getOrDefault("endMillis", 0L),
                known.getOrDefault("incidents", 0L));
    }

    private Loaded make(DataSet set, Loaded described, boolean file, boolean topics, LoneServices services) {
        requireSpace(set.events() * (file ? FILE_BYTES : TOPIC_BYTES));
        List<String> arguments = new ArrayList<>(set.arguments());
        arguments.addAll(List.of("--reference", described.reference().toString()));
        if (file) {
            arguments.addAll(List.of("--file", described.file().toString()));
        }
        if (topics) {
            arguments.addAll(
                    List.of("--bootstrap", services.bootstrap(), "--topics", String.join(",", described.topics())));
        }
        Run run = child.run(
                child.command("bench", LOADER, List.of("-Xmx1g", "-XX:+UseSerialGC"), arguments), services.brokerPid());
        say.accept(String.format(
                Locale.ROOT,
                "made %,d events of %,d incidents, %.0f bytes each, %s: %.1f s, %,.0f events/s",
                run.events(),
                run.figures().getOrDefault("incidents", 0L),
                run.figures().getOrDefault("bytes", 0L) / (double) run.events(),
                file ? "as a file" : "into " + String.join(" and ", described.topics()),
                run.wallSeconds(),
                run.eventsPerSecond()));
        try {
            Files.writeString(described.reference().resolveSibling("set.json"), JSON.writeValueAsString(run.figures()));
        } catch (IOException e) {
            throw new Failure("cannot write to " + folder + ": " + Failure.because(e), e);
        }
        return load(set, described.topics());
    }

    private void requireSpace(long bytes) {
        long usable = folder.toFile().getUsableSpace();
        if (usable < bytes + RESERVE_BYTES) {
            throw new Failure(String.format(
                    Locale.ROOT,
                    "the disk of %s has %.1f GB left, %.1f GB are needed; take fewer --events, or another folder:"
                            + " OTKLIK_HOME=DIR",
                    folder,
                    usable / 1e9,
                    (bytes + RESERVE_BYTES) / 1e9));
        }
    }
}
