package ru.otklik.edge.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import ru.otklik.domain.reference.ReferenceData;

/** A reference directory on disk, at first a copy of the shipped one, that a test may spoil. */
record ReferenceDir(Path path) {
    static ReferenceDir shipped(Path path) throws IOException {
        for (Map.Entry<String, byte[]> file :
                ReferenceFiles.files(null, Overrides.NONE).entrySet()) {
            Path target = path.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling("."));
            Files.write(target, file.getValue());
        }
        return new ReferenceDir(path);
    }

    ReferenceDir write(String file, String text) throws IOException {
        Path target = path.resolve(file);
        Files.createDirectories(target.resolveSibling("."));
        Files.writeString(target, text);
        return this;
    }

    ReferenceDir append(String file, String line) throws IOException {
        return write(file, read(file) + line + "\n");
    }

    ReferenceDir replace(String file, String old, String replacement) throws IOException {
        assertThat(read(file)).contains(old);
        return write(file, read(file).replace(old, replacement));
    }

    ReferenceDir delete(String file) throws IOException {
        Files.delete(path.resolve(file));
        return this;
    }

    private String read(String file) throws IOException {
        return Files.readString(path.resolve(file), StandardCharsets.UTF_8);
    }

    ReferenceData load() {
        return ReferenceFiles.load(path, Overrides.NONE);
    }

    List<String> faults() {
        ReferenceException refusal = Assertions.catchThrowableOfType(
                ReferenceException.class, () -> ReferenceFiles.load(path, Overrides.NONE));
        return refusal == null
                ? List.of()
                : refusal.faults().stream().map(Fault::toString).toList();
    }
}
