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
        COUNTRY_REGIONS,
        /** Organisations subordinate to the bodies of a region. */
        REGION_SUBORDINATES
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
     * @param rounding score less the points of all contributions, four decimals: they add up to the score exactly
     * @param ownChange places it would have moved had only its own score changed; null without previous place
     * @param standing how sure the place is; null on live boards, and where the spread of a value is not known
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
            List<Advice> recommendations,
            BigDecimal rounding,
            @Nullable Integer ownChange,
            @Nullable Standing standing) {

        /** The same beside a place and a score before. */
        Entry against(Ranking.Previous before, int moved) {
            return new Entry(
                    id,
                    shown,
                    place,
                    score,
                    zone,
                    contributions,
                    reweighted,
                    before.place(),
                    before.score(),
                    recommendations,
                    rounding,
                    moved,
                    standing);
        }

        /** previousPlace less place, above 0 is better; null without previous place. */
        public @Nullable Integer placeChange() {
            return previousPlace == null ? null : previousPlace - place;
        }

        /** Places moved since others changed; null without previous place. */
        public @Nullable Integer neighboursChange() {
            Integer whole = placeChange();
            return whole == null || ownChange == null ? null : whole - ownChange;
        }
    }

    /**
     * How sure a place is.
     *
     * @param placeLow best place that is not ruled out, with a confidence of 90 %
     * @param placeHigh worst such place
     */
    public record Standing(int placeLow, int placeHigh, Band band) {}

    /**
     * An interval of a share.
     *
     * @param low four decimals
     * @param high four decimals
     */
    public record Range(BigDecimal low, BigDecimal high) {}

    /**
     * How an indicator contributes to a score.
     *
     * @param value four decimals; null if there is nothing to measure
     * @param score 0 to 100, one decimal; null with too few cases
     * @param weight share of the score, four decimals; 0 with too few cases
     * @param points what it adds to the score, four decimals; 0 with too few cases
     * @param shrunken value that is scored in place of {@code value}, four decimals; null if that is scored itself
     * @param range Wilson interval of a share, 95 %; null for other figures, and on live boards
     */
    public record Contribution(
            String indicator,
            @Nullable BigDecimal value,
            long cases,
            @Nullable BigDecimal score,
            BigDecimal weight,
            BigDecimal points,
            @Nullable BigDecimal shrunken,
            @Nullable Range range) {}

    /** Somebody without a place. */
    public record NotRanked(String id, String name, Reason reason, long registered) {}

    /** The same with other lines. */
    Board with(List<Entry> others) {
        return new Board(scope, subject, group, kind, span, methodology, reference, others, notRanked);
    }
}
