package ru.otklik.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ru.otklik.console.Failure;
import ru.otklik.traffic.EventFiles;

/** A file of the events imported so far, in order of time; what is in it is never added again. */
public final class Archive {
    private final Path file;
    private final Map<String, ImportedEvent> known = new LinkedHashMap<>();

    private Archive(Path file) {
        this.file = file;
    }

    /**
     * The archive in a file, empty if there is none yet.
     *
     * @throws Failure if the file can't be read or holds something else than events
     */
    public static Archive open(Path file) {
        Archive archive = new Archive(file);
        if (Files.exists(file)) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(EventFiles.reading(file), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    ImportedEvent event = ImportedEvent.read(line);
                    archive.known.put(event.key(), event);
                }
            } catch (IOException e) {
                throw new Failure("cannot read " + file + ": " + Failure.because(e), e);
            }
        }
        return archive;
    }

    /** What an importer has that the archive has not, in order of time. */
    public List<ImportedEvent> news(Importer importer) {
        return importer.events().stream()
                .filter(event -> !known.containsKey(event.key()))
                .toList();
    }

    /** Events that the archive has with other content than the importer; the archive's stay. */
    public long changed(Importer importer) {
        return importer.events().stream()
                .filter(event -> {
                    ImportedEvent old = known.get(event.key());
                    return old != null && !old.json().equals(event.json());
                })
                .count();
    }

    /** Adds events and writes the file as a whole; one that would not change is left as it is. */
    public void add(List<ImportedEvent> events) {
        if (events.isEmpty() && Files.exists(file)) {
            return;
        }
        events.forEach(event -> known.put(event.key(), event));
        List<ImportedEvent> all = new ArrayList<>(known.values());
        all.sort(ImportedEvent.ORDER);
        write(all, file);
    }

    /** Writes events to a file that appears under its name when it is whole. */
    static void write(List<ImportedEvent> events, Path file) {
        // The ending says how it is packed, so the temporary name keeps it.
        Path temporary = file.resolveSibling(".part-" + file.getFileName());
        try {
            try (OutputStream out = EventFiles.writing(temporary)) {
                for (ImportedEvent event : events) {
                    out.write(event.bytes());
                    out.write('\n');
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + Failure.because(e), e);
        }
    }
}
