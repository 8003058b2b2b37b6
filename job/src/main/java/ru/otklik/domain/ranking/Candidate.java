package ru.otklik.domain.ranking;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.Figures;
import ru.otklik.domain.pages.PageFigures;
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
 * @param pages figures of the official pages that it runs itself
 */
public record Candidate(
        String id,
        MunicipalityVersion shown,
        Figures territory,
        Figures own,
        Figures ownSocial,
        Figures ownPortal,
        PageFigures pages)
        implements Contender {

    /** Somebody without official pages. */
    public Candidate(
            String id,
            MunicipalityVersion shown,
            Figures territory,
            Figures own,
            Figures ownSocial,
            Figures ownPortal) {
        this(id, shown, territory, own, ownSocial, ownPortal, PageFigures.NONE);
    }

    @Override
    public long registered(BoardKind kind) {
        return (kind == BoardKind.ACTIVITY ? territory : own).count(FactKind.REGISTERED);
    }

    @Override
    public Measure measure(String indicator, @Nullable Source source) {
        if (Indicator.isOfPages(indicator)) {
            return PageMeasure.of(indicator, pages);
        }
        return Measure.of(indicator, figures(indicator, source), shown.population());
    }

    @Override
    public @Nullable Interval interval(String indicator, @Nullable Source source, double z) {
        if (Indicator.isOfPages(indicator)) {
            return PageMeasure.interval(indicator, pages, z);
        }
        return Confidence.of(indicator, figures(indicator, source), shown.population(), z);
    }

    private Figures figures(String indicator, @Nullable Source source) {
        if (indicator.equals(Indicator.REGISTERED_PER_10K)) {
            return territory;
        }
        if (source == null) {
            return own;
        }
        return source == Source.POS ? ownPortal : ownSocial;
    }
}
