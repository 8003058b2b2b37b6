package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "blocks of {0} bytes")
    @ValueSource(ints = {1, 7, 8, 21, 1000})
    void linesOfAllPartsAreSortedWhateverBlockTheyEndIn(int blockBytes) throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Files.writeString(PartFiles.part(parts, "boards", 0), "b|2\tsecond\nb|1\tfirst\tonly\n");
        Files.writeString(PartFiles.part(parts, "boards", 1), "я\tlast\na\t\nc\tthe third of them\n");

        PartFiles.merge(parts, folder.resolve("out"), List.of("boards", "empty"), blockBytes);

        assertThat(folder.resolve("out/boards.ndjson")).hasContent("\nfirst\tonly\nsecond\nthe third of them\nlast\n");
        assertThat(folder.resolve("out/empty.ndjson")).isEmptyFile();
    }
}
