package ru.otklik.edge;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Merges the part files of a replay into one sorted file a topic, under its final name all at once. */
public final class PartFiles {
    private PartFiles() {}

    static Path part(Path directory, String topic, int subtask) {
        return directory.resolve(topic + ".part-" + subtask);
    }

    /**
     * Writes {@code TOPIC.ndjson} for each topic, empty ones too, replacing those of an earlier run.
     *
     * @param parts where the part files lie
     * @param out where the results go; made if missing
     */
    public static void merge(Path parts, Path out, List<String> topics) throws IOException {
        Files.createDirectories(out);
        for (String topic : topics) {
            List<byte[]> lines = new ArrayList<>();
            try (Stream<Path> files = Files.list(parts)) {
                files.filter(file -> file.getFileName().toString().startsWith(topic + ".part-"))
                        .forEach(file -> read(file, lines));
            }
            lines.sort(Arrays::compareUnsigned);
            Path target = out.resolve(topic + ".ndjson");
            Path unfinished = out.resolve("." + topic + ".ndjson.unfinished");
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 18)) {
                for (byte[] line : lines) {
                    int tab = 0;
                    while (line[tab] != '\t') {
                        tab++;
                    }
                    stream.write(line, tab + 1, line.length - tab - 1);
                    stream.write('\n');
                }
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void read(Path part, List<byte[]> lines) {
        try {
            byte[] bytes = Files.readAllBytes(part);
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    lines.add(Arrays.copyOfRange(bytes, from, i));
                    from = i + 1;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part, e);
        }
    }
}
