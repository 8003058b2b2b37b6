package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * A ranking of one scope, period and kind.
 *
 * @param scope whose places these are
 * @param subject code of the region, name of the federal district, or {@code RU}
 * @param group load group
 * @param kind what is compared
 * @param span the period
 * @param methodology id of the version in force
 * @param reference version of the reference data
 * @param entries by place, shared places by name, then id
 * @param notRanked by name, then id
 */
public record Board(
        Scope scope,
        String subject,
        Group group,
        BoardKind kind,
        PeriodSpan span,
        String methodology,
        String reference,
        List<Entry> entries,
        List<NotRanked> notRanked) {

    /** Who is compared, and within what. The ordinal is kept in state. */
    public enum Scope {
        REGION_MUNICIPALITIES,
        /** Executive bodies of a region. */
        REGION_AUTHORITIES,
        DISTRICT_REGIONS,
        COUNTRY_REGIONS
    }

    /** Load groups: incidents registered a month, see {@link LoadGroups}. The ordinal is kept in state. */
    public enum Group {
        ALL,
        OVER_100,
        FROM_31_TO_100,
        UP_TO_30
    }

    /**
     * Who compete on a board.
     *
     * @param scope who is compared, and within what
     * @param subject code of the region, name of the federal district, or {@code RU}
     * @param group ALL unless municipalities are compared
     */
    public record Contest(Scope scope, String subject, Group group) {}

    /** Colour of a score. */
    public enum Zone {
        GREEN,
        YELLOW,
        RED
    }

    /** Why somebody has no place. */
    public enum Reason {
        BELOW_MINIMUM_VOLUME,
        NO_POPULATION,
        NOT_ENOUGH_CASES
    }

    /**
     * One line.
     *
     * @param shown code and name valid at the end of the period
     * @param score one decimal
     * @param zone null for ACTIVITY
     * @param reweighted whether an indicator had too few cases and the others weigh more
     * @param previousPlace place in the previous comparable period, null for none
     */
    public record Entry(
            String id,
            MunicipalityVersion shown,
            int place,
            BigDecimal score,
            @Nullable Zone zone,
            List<Contribution> contributions,
            boolean reweighted,
            @Nullable Integer previousPlace,
            @Nullable BigDecimal previousScore,
            List<RecommendationRule> recommendations) {}

    /**
     * How an indicator contributes to a score.
     *
     * @param value four decimals; null if there is nothing to measure
     * @param score 0 to 100, one decimal; null with too few cases
     * @param weight share of the score, four decimals; 0 with too few cases
     */
    public record Contribution(
            String indicator,
            @Nullable BigDecimal value,
            long cases,
            @Nullable BigDecimal score,
            BigDecimal weight) {}

    /** Somebody without a place. */
    public record NotRanked(String id, String name, Reason reason, long registered) {}
}
