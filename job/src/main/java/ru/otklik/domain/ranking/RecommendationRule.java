package ru.otklik.domain.ranking;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;

/**
 * When a municipality is given a piece of advice.
 *
 * @param code unique within its methodology
 * @param indicator path of a figure, one of {@link Indicator#names()}
 * @param source of the incidents; null for all
 * @param threshold in the unit of the figure
 * @param minimumCases cases below which nothing is advised, at least 0
 * @param text the advice, in Russian
 */
public record RecommendationRule(
        String code,
        String indicator,
        @Nullable Source source,
        Comparison comparison,
        BigDecimal threshold,
        long minimumCases,
        String text)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
