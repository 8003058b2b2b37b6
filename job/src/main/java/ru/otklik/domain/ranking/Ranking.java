package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.ranking.Scoring.Scored;

/** Ranks candidates by one version of the methodology: scores from exact fractions, rounded once, ties share a place. */
public final class Ranking {
    private static final long MONTH_DAYS = 30;

    /** Names compare by Unicode code point, ids decide between equal names. */
    private static final Comparator<Contender> BY_NAME = Comparator.<Contender, String>comparing(
                    contender -> contender.shown().name(), CodePoints.ORDER)
            .thenComparing(Contender::id);

    private final Methodology methodology;
    private final String reference;
    private final boolean explains;

    /** Ranks without intervals, as live boards do: they cost more than the places themselves. */
    public Ranking(Methodology methodology, String reference) {
        this(methodology, reference, false);
    }

    private Ranking(Methodology methodology, String reference, boolean explains) {
        this.methodology = methodology;
        this.reference = reference;
        this.explains = explains;
    }

    /** The same, saying also how sure shares and places are. */
    public Ranking withIntervals() {
        return new Ranking(methodology, reference, true);
    }

    public Methodology methodology() {
        return methodology;
    }

    /**
     * Volume that a period asks for, as a number of months: 1, 3, 12 for month, quarter, year; length / 30 days for a
     * rolling period. Kept in days of a 30-day month, so that it is exact.
     *
     * @param monthDays 30 for a month, 90 for a quarter, 360 for a year, the length in days for a rolling period
     */
    public record Volume(long monthDays) {
        boolean isReachedBy(long registered, int minimumPerMonth) {
            return registered >= 1 && registered * MONTH_DAYS >= minimumPerMonth * monthDays;
        }
    }

    /** Place and score that somebody had before. */
    public record Previous(int place, BigDecimal score) {}

    /**
     * Makes a board.
     *
     * @param region code of the region whose municipalities the candidates are
     * @param previous places in the previous comparable period by id
     */
    public Board rank(
            BoardKind kind,
            String region,
            PeriodSpan span,
            Volume volume,
            List<? extends Contender> candidates,
            Map<String, Previous> previous) {
        Scoring scoring = new Scoring(methodology.kinds().getOrDefault(kind, List.of()), candidates, explains);
        List<Scored> scored = new ArrayList<>();
        List<Board.NotRanked> notRanked = new ArrayList<>();
        List<Contender> byName = new ArrayList<>(candidates);
        byName.sort(BY_NAME);
        for (Contender candidate : byName) {
            long registered = candidate.registered(kind);
            Board.Reason reason = null;
            Scored result = null;
            if (!volume.isReachedBy(registered, methodology.minimumVolumePerMonth())) {
                reason = Board.Reason.BELOW_MINIMUM_VOLUME;
            } else if (kind == BoardKind.ACTIVITY) {
                result = scoring.activity(candidate);
                reason = result == null ? Board.Reason.NO_POPULATION : null;
            } else {
                result = scoring.performance(candidate);
                reason = result == null ? Board.Reason.NOT_ENOUGH_CASES : null;
            }
            if (result != null) {
                scored.add(result);
            } else if (reason != null) {
                notRanked.add(
                        new Board.NotRanked(candidate.id(), candidate.shown().name(), reason, registered));
            }
        }
        // A stable sort: those with equal scores stay in the order of their names.
        scored.sort(Comparator.comparing(Scored::score).reversed());
        return new Board(
                Board.Scope.REGION_MUNICIPALITIES,
                region,
                Board.Group.ALL,
                kind,
                span,
                methodology.id(),
                reference,
                entries(kind, scored, previous),
                notRanked);
    }

    private List<Board.Entry> entries(BoardKind kind, List<Scored> scored, Map<String, Previous> previous) {
        List<Integer> places = places(scored);
        List<Board.@Nullable Standing> standings =
                explains ? PlaceIntervals.of(scored, places, methodology.ties()) : List.of();
        List<Board.Entry> entries = new ArrayList<>(scored.size());
        for (int i = 0; i < scored.size(); i++) {
            Scored one = scored.get(i);
            String id = one.contender().id();
            Previous before = previous.get(id);
            List<Board.Contribution> contributions = one.contributions();
            entries.add(new Board.Entry(
                    id,
                    one.contender().shown(),
                    places.get(i),
                    one.score(),
                    zone(kind, one.score()),
                    contributions,
                    one.reweighted(),
                    before == null ? null : before.place(),
                    before == null ? null : before.score(),
                    advice(one.contender()),
                    rounding(one.score(), contributions),
                    before == null ? null : OwnChange.of(id, one.score(), previous, methodology.ties()),
                    explains ? standings.get(i) : null));
        }
        return entries;
    }

    private List<Integer> places(List<Scored> scored) {
        List<Integer> places = new ArrayList<>(scored.size());
        int place = 0;
        BigDecimal last = null;
        for (int i = 0; i < scored.size(); i++) {
            BigDecimal score = scored.get(i).score();
            if (last == null || score.compareTo(last) != 0) {
                place = methodology.ties() == Ties.DENSE ? place + 1 : i + 1;
                last = score;
            }
            places.add(place);
        }
        return places;
    }

    /** What rounding took away or added: with the points of the contributions it makes the score as printed. */
    private static BigDecimal rounding(BigDecimal score, List<Board.Contribution> contributions) {
        BigDecimal rest = score.setScale(4, RoundingMode.UNNECESSARY);
        for (Board.Contribution contribution : contributions) {
            rest = rest.subtract(contribution.points());
        }
        return rest;
    }

    private Board.@Nullable Zone zone(BoardKind kind, BigDecimal score) {
        if (kind == BoardKind.ACTIVITY) {
            return null;
        }
        if (score.compareTo(methodology.zones().green()) >= 0) {
            return Board.Zone.GREEN;
        }
        return score.compareTo(methodology.zones().yellow()) >= 0 ? Board.Zone.YELLOW : Board.Zone.RED;
    }

    private List<Advice> advice(Contender contender) {
        List<Advice> given = new ArrayList<>(0);
        for (RecommendationRule rule : methodology.recommendations()) {
            Measure measure = contender.measure(rule.indicator(), rule.source());
            BigDecimal printed = measure.printed();
            if (printed != null && measure.cases() >= rule.minimumCases() && measure.cases() > 0) {
                int side = measure.fraction().compareTo(Fraction.of(rule.threshold()));
                if (rule.comparison() == Comparison.BELOW ? side < 0 : side > 0) {
                    given.add(new Advice(rule, printed, measure.cases()));
                }
            }
        }
        return given;
    }
}
