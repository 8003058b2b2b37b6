package ru.otklik.edge.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Methodologies from outside a reference directory: one file, a directory of them, or lines of a topic. */
final class MethodologyOverride {
    private MethodologyOverride() {}

    /**
     * Reads them under names within {@link FileSet#METHODOLOGY}.
     *
     * @param path a version; a directory with {@code *.json}, each a version; or {@code *.ndjson}, each line the value of a
     *     record of config.methodology that was accepted
     */
    static SortedMap<String, byte[]> read(Path path, Faults faults) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try {
            if (Files.isDirectory(path)) {
                for (Path file : versionsIn(path)) {
                    found.put(name("override-" + withoutSuffix(file)), Files.readAllBytes(file));
                }
            } else if (!Files.isReadable(path)) {
                faults.add(Place.whole(path.toString()), "it can't be read", "name a readable file");
            } else if (path.toString().endsWith(".ndjson")) {
                List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
                for (int i = 0; i < lines.size(); i++) {
                    if (!lines.get(i).isBlank()) {
                        found.put(
                                name(String.format(Locale.ROOT, "override-%06d", i + 1)),
                                lines.get(i).getBytes(StandardCharsets.UTF_8));
                    }
                }
            } else {
                found.put(name("override"), Files.readAllBytes(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (found.isEmpty() && Files.isReadable(path)) {
            faults.add(Place.whole(path.toString()), "it holds no methodology", "put some *.json there, or a line");
        }
        return found;
    }

    private static List<Path> versionsIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static String withoutSuffix(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ".json".length());
    }

    private static String name(String stem) {
        return FileSet.METHODOLOGY + stem + ".json";
    }
}
