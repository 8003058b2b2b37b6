package ru.otklik.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferenceIndexTest {
    private static final Path DIR = Path.of("src/main/resources/reference");

    @Test
    void listsEveryFileToShipInOrder() throws IOException {
        try (Stream<Path> paths = Files.walk(DIR)) {
            List<String> files = paths.filter(Files::isRegularFile)
                    .map(path -> DIR.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !List.of("README.md", "index.txt").contains(name))
                    .sorted()
                    .toList();

            assertThat(Files.readAllLines(DIR.resolve("index.txt"))).containsExactlyElementsOf(files);
        }
    }
}
