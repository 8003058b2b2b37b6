package ru.otklik.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.BroadcastPartitioner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.IncidentRankingJob;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.JobDoors;
import ru.otklik.settings.JobSettings;

/** The picture in the README has the boxes and arrows that Flink gets to run, no more and no fewer. */
class DiagramTest {
    private static final Pattern ARROW = Pattern.compile("(?m)^ +([a-z-]+(?: & [a-z-]+)*) (-->|==>) ([a-z-]+)$");
    private static final Pattern WORD =
            Pattern.compile("(?:read|stamp|track|measure|merge|publish|store|write)-[a-z-]+");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readmeDrawsEveryArrowOfTheJob() throws IOException {
        Set<String> drawn = new TreeSet<>();
        Matcher arrows = ARROW.matcher(between(readme(), "<!-- diagram -->", "<!-- /diagram -->"));
        while (arrows.find()) {
            for (String from : arrows.group(1).split(" & ", -1)) {
                drawn.add(from + " " + arrows.group(2) + " " + arrows.group(3));
            }
        }

        Set<String> wired = arrows(streaming());
        wired.addAll(arrows(replay()));

        assertThat(drawn).isEqualTo(wired);
    }

    @Test
    void readmeNamesNoBoxThatIsNotThere() throws IOException {
        Set<String> known =
                Arrays.stream(OperatorId.values()).map(OperatorId::id).collect(Collectors.toSet());
        Matcher words = WORD.matcher(between(readme(), "# Otklik", "## Run it"));

        while (words.find()) {
            boolean isFamily = words.group().equals("store-");
            assertThat(isFamily || known.contains(words.group()))
                    .as(words.group())
                    .isTrue();
        }
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        int until = text.indexOf(end);
        assertThat(from).as(start).isNotNegative();
        assertThat(until).as(end).isGreaterThan(from);
        return text.substring(from, until);
    }

    private StreamGraph streaming() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "secret");
        Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef");
        JobSettings settings = JobSettings.streaming(new String[] {
            "--kafka.bootstrap-servers",
            "127.0.0.1:1",
            "--postgres.url",
            "jdbc:postgresql://127.0.0.1:1/otklik",
            "--postgres.password-file",
            password.toString(),
            "--citizen-key-file",
            key.toString()
        });
        ReferenceData reference = JobDoors.reference(settings);
        return graph(JobDoors.streaming(settings, reference), settings, reference);
    }

    private StreamGraph replay() throws IOException {
        Path events = Files.writeString(directory.resolve("events.ndjson"), "");
        JobSettings settings = JobSettings.replay(
                new String[] {"--out", directory.resolve("out").toString(), events.toString()});
        ReferenceData reference = JobDoors.reference(settings);
        return graph(JobDoors.replay(settings, reference, directory), settings, reference);
    }

    private static StreamGraph graph(Doors doors, JobSettings settings, ReferenceData reference) {
        StreamExecutionEnvironment env = IncidentRankingJob.environment(new Configuration());
        IncidentRankingTopology.wire(env, doors, JobDoors.rules(settings, reference));
        return env.getStreamGraph(false);
    }

    /** Boxes are operators with an id; what Flink or a door puts between two of them is part of the arrow. */
    private static Set<String> arrows(StreamGraph graph) {
        Set<String> arrows = new TreeSet<>();
        for (StreamNode node : graph.getStreamNodes()) {
            String from = box(node);
            if (from != null) {
                node.getOutEdges().forEach(edge -> follow(graph, from, edge, arrows));
            }
        }
        return arrows;
    }

    private static void follow(StreamGraph graph, String from, StreamEdge edge, Set<String> arrows) {
        StreamNode target = graph.getStreamNode(edge.getTargetId());
        String to = box(target);
        if (to == null) {
            target.getOutEdges().forEach(next -> follow(graph, from, next, arrows));
        } else if (!to.equals(from)) {
            boolean isBroadcast = edge.getPartitioner() instanceof BroadcastPartitioner<?>;
            arrows.add(from + (isBroadcast ? " ==> " : " --> ") + to);
        }
    }

    /** The box that an operator belongs to: a sink is several operators, and rows are chosen before they are stored. */
    private static @Nullable String box(StreamNode node) {
        String name = node.getOperatorName();
        for (OperatorId id : OperatorId.values()) {
            boolean isPart = name.startsWith(id.id() + ":") || name.equals(id.id() + "-rows");
            if (name.equals(id.id()) || name.equals("Source: " + id.id()) || isPart) {
                return id.id();
            }
        }
        return null;
    }
}
