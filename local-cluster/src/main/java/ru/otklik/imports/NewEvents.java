package ru.otklik.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/**
 * What an import adds.
 *
 * @param events in order of time
 * @param archive where they are kept, or null
 * @param notes what to tell of it, in Russian
 */
public record NewEvents(
        List<ImportedEvent> events, @Nullable Archive archive, List<String> notes) {
    /** The events of an importer that an archive has not yet. */
    public static NewEvents of(Importer importer, @Nullable Archive archive) {
        List<String> notes = new ArrayList<>();
        List<ImportedEvent> events = archive == null ? importer.events() : archive.news(importer);
        notes.add("новых событий: " + events.size());
        long changed = archive == null ? 0 : archive.changed(importer);
        if (changed > 0) {
            notes.add("странно: событий, которые раньше были выгружены с другим содержанием: " + changed
                    + "; остаются прежние. Что сделать: если верна новая выгрузка, импортировать всё в новый файл");
        }
        return new NewEvents(events, archive, notes);
    }

    /** Hands the events on as a file that is gone afterwards. */
    public void hand(Consumer<Path> receiver) {
        if (events.isEmpty()) {
            return;
        }
        try {
            Path file = Files.createTempFile("otklik-import-", ".ndjson");
            try {
                Archive.write(events, file);
                receiver.accept(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new Failure("no temporary file: " + Failure.because(e), e);
        }
    }

    /** Keeps the events in the archive, if there is one. */
    public void keep() {
        if (archive != null) {
            archive.add(events);
        }
    }
}
