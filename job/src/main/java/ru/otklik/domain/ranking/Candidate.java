package ru.otklik.domain.ranking;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.Figures;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * Somebody who may get a place.
 *
 * @param id of the municipality
 * @param shown code, name and population valid at the end of the period
 * @param territory figures of the whole territory, whoever had to answer: ACTIVITY is about citizens
 * @param own figures of the administration's own incidents, both sources: performance is about the administration
 * @param ownSocial the same from INCIDENT_MANAGEMENT
 * @param ownPortal the same from POS
 */
public record Candidate(
        String id, MunicipalityVersion shown, Figures territory, Figures own, Figures ownSocial, Figures ownPortal) {

    /** The figures whose registered incidents decide on volume and load. */
    Figures counted(BoardKind kind) {
        return kind == BoardKind.ACTIVITY ? territory : own;
    }

    Figures own(@Nullable Source source) {
        if (source == null) {
            return own;
        }
        return source == Source.POS ? ownPortal : ownSocial;
    }
}
