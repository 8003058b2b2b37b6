package ru.otklik.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.schemas.Topics;

class ReplayCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void writesOneFileForEachTopic() throws IOException {
        Path events = folder.resolve("events.ndjson.gz");
        Path out = folder.resolve("out");
        assertThat(Otklik.run("generate", "--out", events.toString(), "--events", "200", "--broken", "0.1"))
                .isZero();

        String until = "2030-01-01";
        assertThat(Otklik.run("replay", "--not-after", until, "--out", out.toString(), events.toString()))
                .isZero();

        List<String> expected =
                Topics.EXACTLY_ONCE.stream().map(topic -> topic + ".ndjson").toList();
        try (Stream<Path> written = Files.list(out)) {
            assertThat(written.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(out.resolve("incidents.rejected.ndjson")).isNotEmptyFile();
    }
}
