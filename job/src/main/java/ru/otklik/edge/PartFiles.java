package ru.otklik.edge;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Merges the part files of a replay into one sorted file a topic, under its final name all at once. */
public final class PartFiles {
    private static final int BLOCK_BYTES = 64 * 1024 * 1024;

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
        merge(parts, out, topics, BLOCK_BYTES);
    }

    static void merge(Path parts, Path out, List<String> topics, int blockBytes) throws IOException {
        Files.createDirectories(out);
        for (String topic : topics) {
            List<Line> lines = new ArrayList<>();
            try (Stream<Path> files = Files.list(parts)) {
                files.filter(file -> file.getFileName().toString().startsWith(topic + ".part-"))
                        .forEach(file -> read(file, blockBytes, lines));
            }
            lines.sort(Line.BY_BYTES);
            Path target = out.resolve(topic + ".ndjson");
            Path unfinished = out.resolve("." + topic + ".ndjson.unfinished");
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 18)) {
                for (Line line : lines) {
                    line.writeRecord(stream);
                }
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Blocks of whole lines, since an array cannot hold what a replay of a country writes. */
    private static void read(Path part, int blockBytes, List<Line> lines) {
        try (InputStream stream = Files.newInputStream(part)) {
            byte[] rest = new byte[0];
            for (long left = Files.size(part); left > 0; ) {
                int room = (int) Math.min(blockBytes, left);
                byte[] block = Arrays.copyOf(rest, rest.length + room);
                int end = rest.length + stream.readNBytes(block, rest.length, room);
                int from = 0;
                for (int i = rest.length; i < end; i++) {
                    if (block[i] == '\n') {
                        lines.add(new Line(block, from, i));
                        from = i + 1;
                    }
                }
                rest = Arrays.copyOfRange(block, from, end);
                left -= room;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part, e);
        }
    }

    /** A line without its end, in the block it was read with. */
    private record Line(byte[] block, int from, int to) {
        static final Comparator<Line> BY_BYTES =
                (a, b) -> Arrays.compareUnsigned(a.block, a.from, a.to, b.block, b.from, b.to);

        /** Writes what stands behind what was to sort by. */
        void writeRecord(OutputStream stream) throws IOException {
            int tab = from;
            while (block[tab] != '\t') {
                tab++;
            }
            stream.write(block, tab + 1, to - tab - 1);
            stream.write('\n');
        }
    }
}
