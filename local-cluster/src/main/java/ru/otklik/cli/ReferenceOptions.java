package ru.otklik.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/** Options of every command that works by reference data. */
final class ReferenceOptions {
    @Option(
            names = "--reference",
            paramLabel = "DIR",
            description = "Directory of reference data (default: the shipped one).")
    @Nullable
    Path reference;

    @Option(names = "--municipalities", paramLabel = "FILE", description = "File that replaces municipalities.csv.")
    @Nullable
    Path municipalities;

    @Option(names = "--calendar", paramLabel = "DIR", description = "Directory that replaces calendar.")
    @Nullable
    Path calendar;

    @Option(names = "--norms", paramLabel = "FILE", description = "File that replaces norms.csv.")
    @Nullable
    Path norms;

    @Option(
            names = "--methodology",
            paramLabel = "PATH",
            description = "Methodology that is added: a file, a directory of *.json, or *.ndjson, a version a line.")
    @Nullable
    Path methodology;

    /** Reads and checks what the options name. */
    ReferenceData load() {
        return ReferenceFiles.load(reference, new Overrides(municipalities, calendar, norms, methodology));
    }

    /** The same as arguments of the job, with absolute paths. */
    List<String> arguments() {
        List<String> all = new ArrayList<>();
        add(all, "--reference", reference);
        add(all, "--municipalities", municipalities);
        add(all, "--calendar", calendar);
        add(all, "--norms", norms);
        add(all, "--methodology", methodology);
        return all;
    }

    static void add(List<String> arguments, String key, @Nullable Object value) {
        if (value != null) {
            arguments.add(key);
            arguments.add((value instanceof Path path ? path.toAbsolutePath() : value).toString());
        }
    }
}
