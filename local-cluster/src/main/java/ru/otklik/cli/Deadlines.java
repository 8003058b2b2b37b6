package ru.otklik.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/** Questions about working time as text; what is wrong with one is told by an {@link IllegalArgumentException}. */
final class Deadlines {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    private final ReferenceData reference;

    Deadlines(ReferenceData reference) {
        this.reference = reference;
    }

    WorkingCalendar calendar(String code) {
        Municipality municipality = reference.findMunicipality(code);
        if (municipality == null) {
            throw new IllegalArgumentException("unknown municipality: " + code);
        }
        return reference.calendarOf(municipality);
    }

    static Norm norm(int amount, String unit) {
        return new Norm(amount, unit(unit), OnTransfer.CONTINUE);
    }

    private static NormUnit unit(String text) {
        for (NormUnit unit : NormUnit.values()) {
            if (unit.name().equals(text)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("no unit of a norm: " + text);
    }

    /** Epoch milliseconds of a time with an offset. */
    static long time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "not a time with an offset: " + text + " (such as 2024-03-04T00:00:00+03:00)", e);
        }
    }

    /** RFC 3339 in a zone; milliseconds only if there are any; UTC where the zone's offset has seconds. */
    static String text(long millis, ZoneId zone) {
        Instant instant = Instant.ofEpochMilli(millis);
        ZoneOffset offset = zone.getRules().getOffset(instant);
        ZoneOffset shown = offset.getTotalSeconds() % 60 == 0 ? offset : ZoneOffset.UTC;
        return (millis % 1000 == 0 ? SECONDS : MILLIS).format(instant.atOffset(shown));
    }
}
