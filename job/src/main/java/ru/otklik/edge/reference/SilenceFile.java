package ru.otklik.edge.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.reference.ReferenceData;

/** Reads silences: the file of the reference directory, or the value of a record. */
public final class SilenceFile {
    private static final Set<String> FIELDS = Columns.of("id", "from", "until", "author", "reason");
    private static final Set<String> MATCHERS = Columns.of("rules", "regions", "municipalities");

    private final Faults faults;
    private final AlertFields read;

    SilenceFile(Faults faults, ReferenceData reference) {
        this.faults = faults;
        this.read = new AlertFields(faults, reference);
    }

    /**
     * Reads one silence.
     *
     * @param name what faults call the source of the bytes
     * @throws ReferenceException if anything is wrong with it; it tells all of it
     */
    public static Silence parse(String name, byte[] json, ReferenceData reference) {
        Faults faults = new Faults();
        Json root = Json.read(name, json, faults);
        Silence silence = root == null ? null : new SilenceFile(faults, reference).silence(root);
        faults.throwIfAny();
        return Objects.requireNonNull(silence, "no silence and no fault");
    }

    /** The silences of a file; what is wrong with it is a fault. */
    List<Silence> list(String name, byte[] json) {
        Json root = Json.read(name, json, faults);
        List<Silence> silences = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Json item : root == null ? List.<Json>of() : root.array("silences", faults)) {
            Silence silence = silence(item);
            if (silence == null) {
                continue;
            }
            if (!ids.add(silence.id())) {
                faults.add(item.place(), "duplicate silence " + silence.id(), "give each its own id");
            }
            silences.add(silence);
        }
        return silences;
    }

    private @Nullable Silence silence(Json item) {
        Map<String, Json> fields = item.object("a silence", FIELDS, MATCHERS, faults);
        if (fields.isEmpty()) {
            return null;
        }
        String id = read.text(fields, "id", 64);
        Long from = read.instant(fields, "from");
        Long until = read.instant(fields, "until");
        String author = read.text(fields, "author", 200);
        String reason = read.text(fields, "reason", 1_000);
        if (id == null || from == null || until == null || author == null || reason == null) {
            return null;
        }
        if (from >= until) {
            faults.add(item.place(), "silence " + id + " ends before it begins", "let until be after from");
        }
        return new Silence(
                id,
                read.words(fields, "rules"),
                read.codes(fields, "regions"),
                read.codes(fields, "municipalities"),
                from,
                until,
                author,
                reason);
    }
}
