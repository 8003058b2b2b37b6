package ru.otklik.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;

/**
 * Where an incident is, and thus when.
 *
 * @param code ОКТМО as it goes into events; empty to take the one that was valid on the day
 */
record RowPlace(Municipality municipality, String code, ZoneId zone) {
    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    String codeOn(LocalDate date) {
        return code.isEmpty() ? municipality.versionOn(date).code() : code;
    }

    /** The instant of a local time; of two the earlier one; null where clocks were put forward over it. */
    @Nullable
    Instant instant(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty() ? null : local.toInstant(offsets.get(0));
    }

    String written(Instant instant) {
        return RFC_3339.format(instant.atZone(zone));
    }
}
