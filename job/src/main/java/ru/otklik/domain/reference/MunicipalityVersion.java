package ru.otklik.domain.reference;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A municipality under one of its codes.
 *
 * @param code ОКТМО, 8 digits
 * @param kind kind of municipality, as in the reference file
 * @param population residents, at least 0; null if unknown
 * @param validFrom first valid local date
 * @param validTo last valid local date, inclusive; null while valid
 */
public record MunicipalityVersion(
        String code,
        String name,
        String kind,
        @Nullable Long population,
        LocalDate validFrom,
        @Nullable LocalDate validTo)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    boolean isValidDuring(LocalDate first, LocalDate last) {
        return !validFrom.isAfter(last) && (validTo == null || !validTo.isBefore(first));
    }
}
