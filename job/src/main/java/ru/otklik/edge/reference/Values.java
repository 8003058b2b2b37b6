package ru.otklik.edge.reference;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Oktmo;

/** Turns texts of reference files into values; what can't be turned is a fault, and null. */
final class Values {
    private final Faults faults;

    Values(Faults faults) {
        this.faults = faults;
    }

    @Nullable
    String text(Place place, String name, String text, int maxLength) {
        if (text.isBlank() || text.length() > maxLength) {
            faults.add(
                    place,
                    name + " is " + (text.isBlank() ? "empty" : "longer than " + maxLength),
                    "write 1 to " + maxLength + " characters");
            return null;
        }
        return text;
    }

    @Nullable
    LocalDate date(Place place, String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            faults.add(place, name + " is not a date: '" + text + "'", "write it as 2023-04-01");
            return null;
        }
    }

    @Nullable
    Long instant(Place place, String name, String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            faults.add(place, name + " is not a time: '" + text + "'", "write it as 2023-04-01T00:00:00+03:00");
            return null;
        }
    }

    @Nullable
    ZoneId zone(Place place, String name, String text) {
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        faults.add(place, name + " is not an IANA zone: '" + text + "'", "write an identifier such as Europe/Moscow");
        return null;
    }

    /** A whole number within bounds, both included. */
    @Nullable
    Long number(Place place, String name, String text, long least, long greatest) {
        if (text.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= greatest) {
                return number;
            }
        }
        faults.add(place, name + " is '" + text + "'", "write a whole number from " + least + " to " + greatest);
        return null;
    }

    @Nullable
    BigDecimal decimal(Place place, String name, @Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        faults.add(place, name + " is not a number", "write a number without quotes");
        return null;
    }

    <E extends Enum<E>> @Nullable E word(Place place, String name, String text, Class<E> words) {
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        faults.add(place, name + " is '" + text + "'", "write one of " + Arrays.toString(words.getEnumConstants()));
        return null;
    }

    /** A code of 8 digits; that of a municipality ends in 000. */
    @Nullable
    String oktmo(Place place, String name, String text, boolean ofMunicipality) {
        if (text.length() == 8 && Oktmo.number(text) >= 0 && (!ofMunicipality || text.endsWith("000"))) {
            return text;
        }
        faults.add(
                place,
                name + " is not an ОКТМО code: '" + text + "'",
                ofMunicipality ? "write 8 digits that end in 000" : "write 8 digits");
        return null;
    }
}
