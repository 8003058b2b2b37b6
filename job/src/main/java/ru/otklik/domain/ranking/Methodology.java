package ru.otklik.domain.ranking;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ru.otklik.domain.version.Version;

/**
 * One version of the rules that turn figures into rankings.
 *
 * @param id unique for ever
 * @param effectiveFromMillis epoch milliseconds from which it is in force
 * @param kinds the indicators of each kind of board, none empty; ACTIVITY has {@link Indicator#REGISTERED_PER_10K} alone,
 *     whose value is the score, so its best and worst mean nothing
 * @param minimumVolumePerMonth registered incidents a month below which nobody is ranked, at least 0
 * @param zones colours of the scores of every kind but ACTIVITY
 */
public record Methodology(
        String id,
        long effectiveFromMillis,
        Map<BoardKind, List<Indicator>> kinds,
        Ties ties,
        int minimumVolumePerMonth,
        Zones zones,
        List<RecommendationRule> recommendations)
        implements Version, Serializable {
    private static final long serialVersionUID = 1L;

    public Methodology {
        Map<BoardKind, List<Indicator>> copy = new EnumMap<>(BoardKind.class);
        kinds.forEach((kind, indicators) -> copy.put(kind, List.copyOf(indicators)));
        kinds = Collections.unmodifiableMap(copy);
        recommendations = List.copyOf(recommendations);
    }

    /** Whether a figure of official pages counts towards a score or leads to advice. */
    public boolean countsPages() {
        return kinds.values().stream()
                        .anyMatch(
                                indicators -> indicators.stream().anyMatch(one -> Indicator.isOfPages(one.indicator())))
                || recommendations.stream().anyMatch(rule -> Indicator.isOfPages(rule.indicator()));
    }
}
