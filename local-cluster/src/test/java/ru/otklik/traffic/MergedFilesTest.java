package ru.otklik.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.console.Failure;

class MergedFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesTheFileWhoseNextEventIsTheEarliestAndTheFirstNamedOfEqualOnes() throws IOException {
        Path first = write("first.ndjson", event("a1", "10:00"), event("a2", "10:05"), event("a3", "10:05"));
        Path second = write("second.ndjson.gz", event("b1", "09:59"), event("b2", "10:05"), event("b3", "10:01"));
        Path third = write("third.ndjson.zst", event("c1", "10:05"));

        assertThat(keys(first, second, third)).containsExactly("b1", "a1", "a2", "a3", "b2", "b3", "c1");
    }

    @Test
    void comparesInstantsNotTexts() throws IOException {
        Path moscow = write("m.ndjson", "{\"incidentId\":\"m\",\"occurredAt\":\"2024-03-01T10:00:00+03:00\"}");
        Path irkutsk = write("i.ndjson", "{\"incidentId\":\"i\",\"occurredAt\":\"2024-03-01T14:59:00+08:00\"}");

        assertThat(keys(moscow, irkutsk)).containsExactly("i", "m");
    }

    @Test
    void passesLinesOnAsTheyAreAndLetsBrokenOnesFollowTheirPredecessor() throws IOException {
        Path broken = write("broken.ndjson", event("a", "10:00"), "not json", "", "{\"occurredAt\":\"soon\"}");
        Path later = write("later.ndjson", event("b", "10:01"));

        List<String> values = new ArrayList<>();
        try (MergedFiles files = new MergedFiles(List.of(broken, later))) {
            files.forEachRemaining(event -> values.add(new String(event.value(), StandardCharsets.UTF_8)));
        }

        assertThat(values)
                .containsExactly(event("a", "10:00"), "not json", "", "{\"occurredAt\":\"soon\"}", event("b", "10:01"));
    }

    @Test
    void reportsOfPagesGoToTheirOwnTopic() throws IOException {
        Path mixed = write(
                "mixed.ndjson",
                event("a", "10:00"),
                "{\"eventId\":\"1\",\"pageId\":\"vk-1\",\"occurredAt\":\"2024-03-01T10:01:00Z\"}",
                "{\"incidentId\":\"b\",\"pageId\":\"vk-1\",\"occurredAt\":\"2024-03-01T10:02:00Z\"}");

        List<String> topics = new ArrayList<>();
        try (MergedFiles files = new MergedFiles(List.of(mixed))) {
            files.forEachRemaining(event -> topics.add(event.topic() + " " + event.key()));
        }

        assertThat(topics).containsExactly("incidents.pos a", "pages.activity vk-1", "incidents.im b");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        Path missing = folder.resolve("missing.ndjson");

        assertThatThrownBy(() -> new MergedFiles(List.of(missing)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(missing.toString());
    }

    private static String event(String incident, String time) {
        return "{\"incidentId\":\"" + incident + "\",\"source\":\"POS\",\"occurredAt\":\"2024-03-01T" + time
                + ":00Z\"}";
    }

    private static List<String> keys(Path... files) {
        List<String> keys = new ArrayList<>();
        try (MergedFiles merged = new MergedFiles(List.of(files))) {
            merged.forEachRemaining(event -> keys.add(event.key()));
        }
        return keys;
    }

    private Path write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = EventFiles.writing(file)) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
