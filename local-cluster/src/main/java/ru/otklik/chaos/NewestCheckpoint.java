package ru.otklik.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import ru.otklik.console.Failure;

/** What can happen to the files of a checkpoint. */
final class NewestCheckpoint {
    private static final int DEPTH = 4;

    private NewestCheckpoint() {}

    /** Makes the metadata of the newest complete checkpoint below a folder unreadable. */
    static void damage(Path folder) {
        try (Stream<Path> files = Files.find(
                folder, DEPTH, (path, attributes) -> path.endsWith("_metadata") && attributes.isRegularFile())) {
            Path metadata = files.max(Comparator.comparing(path -> path.toFile().lastModified()))
                    .orElseThrow(() -> new Failure("there is no checkpoint to be damaged"));
            byte[] whole = Files.readAllBytes(metadata);
            Files.write(metadata, Arrays.copyOf(whole, whole.length / 2));
        } catch (IOException e) {
            throw new Failure("no checkpoint could be damaged: " + Failure.because(e), e);
        }
    }
}
