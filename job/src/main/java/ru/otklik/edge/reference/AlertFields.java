package ru.otklik.edge.reference;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/** Reads fields that alert rules and silences have in common; what can't be read is a fault. */
final class AlertFields {
    private static final long MINUTE = 60_000;

    private final Faults faults;
    private final Values values;
    private final ReferenceData reference;

    AlertFields(Faults faults, ReferenceData reference) {
        this.faults = faults;
        this.values = new Values(faults);
        this.reference = reference;
    }

    static Json field(Map<String, Json> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    @Nullable
    String text(Map<String, Json> fields, String name, int maxLength) {
        Json field = field(fields, name);
        return values.text(field.place(), name, field.text(), maxLength);
    }

    /** Epoch milliseconds of a whole minute. */
    @Nullable
    Long instant(Map<String, Json> fields, String name) {
        Json field = field(fields, name);
        Long instant = values.instant(field.place(), name, field.text());
        if (instant != null && instant % MINUTE != 0) {
            faults.add(field.place(), name + " is " + field.text(), "write a whole minute");
        }
        return instant;
    }

    /** One of a few words; {@code without} if the field is missing. */
    <E extends Enum<E>> @Nullable E word(Map<String, Json> fields, String name, Class<E> words, @Nullable E without) {
        Json field = fields.get(name);
        return field == null ? without : values.word(field.place(), name, field.text(), words);
    }

    /** Texts without order; none if the field is missing. */
    Set<String> words(Map<String, Json> fields, String name) {
        Json field = fields.get(name);
        Set<String> words = new HashSet<>();
        for (Json item : field == null ? List.<Json>of() : field.array(name, faults)) {
            String word = values.text(item.place(), name, item.text(), 64);
            if (word != null) {
                words.add(word);
            }
        }
        return Collections.unmodifiableSet(words);
    }

    /** Codes of regions, or ids of municipalities; none if the field is missing. */
    Set<String> codes(Map<String, Json> fields, String name) {
        Set<String> ids = new HashSet<>();
        for (String code : words(fields, name)) {
            boolean region = name.equals("regions") && reference.findRegion(code) != null;
            Municipality municipality = name.equals("regions") ? null : reference.findMunicipality(code);
            if (!region && municipality == null) {
                faults.add(field(fields, name).place(), "unknown code " + code + " in " + name, "correct it");
            }
            ids.add(municipality == null ? code : municipality.id());
        }
        return ids;
    }
}
