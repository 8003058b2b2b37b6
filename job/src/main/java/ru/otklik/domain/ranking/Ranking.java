package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.period.PeriodSpan;

/** Ranks candidates by one version of the methodology: scores from exact fractions, rounded once, ties share a place. */
public final class Ranking {
    private static final Fraction HUNDRED = new Fraction(BigInteger.valueOf(100), BigInteger.ONE);
    private static final Fraction HALF = new Fraction(BigInteger.ONE, BigInteger.TWO);
    /** Days of a month by which volumes are measured. */
    static final long MONTH_DAYS = 30;

    /** Names compare by Unicode code point, ids decide between equal names. */
    private static final Comparator<Standing> BY_NAME = Comparator.<Standing, String>comparing(
                    standing -> standing.shown().name(), CodePoints.ORDER)
            .thenComparing(Standing::id);

    private final Methodology methodology;
    private final String reference;

    public Ranking(Methodology methodology, String reference) {
        this.methodology = methodology;
        this.reference = reference;
    }

    /** Id of the version of the methodology. */
    public String methodology() {
        return methodology.id();
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
     * Makes the board of all municipalities of a region.
     *
     * @param region code of the region whose municipalities the candidates are
     * @param previous places in the previous comparable period by id
     */
    public Board rank(
            BoardKind kind,
            String region,
            PeriodSpan span,
            Volume volume,
            List<Candidate> candidates,
            Map<String, Previous> previous) {
        Board.Contest all = new Board.Contest(Board.Scope.REGION_MUNICIPALITIES, region, Board.Group.ALL);
        return rank(kind, all, span, volume, candidates, previous);
    }

    /**
     * Makes a board.
     *
     * @param contest who the candidates are
     * @param previous places in the previous comparable period by id
     */
    public Board rank(
            BoardKind kind,
            Board.Contest contest,
            PeriodSpan span,
            Volume volume,
            List<Candidate> candidates,
            Map<String, Previous> previous) {
        List<Standing> standings = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            standings.add(judge(kind, volume, candidate));
        }
        return board(kind, contest, span, standings, previous);
    }

    /** What one candidate brings to a board, whoever else is on it. */
    public Standing judge(BoardKind kind, Volume volume, Candidate candidate) {
        long registered = candidate.counted(kind).count(FactKind.REGISTERED);
        if (!volume.isReachedBy(registered, methodology.minimumVolumePerMonth())) {
            return Standing.unranked(candidate, Board.Reason.BELOW_MINIMUM_VOLUME, registered);
        }
        if (kind == BoardKind.ACTIVITY) {
            Standing standing = activity(candidate);
            return standing == null ? Standing.unranked(candidate, Board.Reason.NO_POPULATION, registered) : standing;
        }
        Standing standing = score(kind, candidate);
        return standing == null ? Standing.unranked(candidate, Board.Reason.NOT_ENOUGH_CASES, registered) : standing;
    }

    /** Makes a board of standings of one kind, in any order. */
    public Board board(
            BoardKind kind,
            Board.Contest contest,
            PeriodSpan span,
            List<Standing> standings,
            Map<String, Previous> previous) {
        List<Standing> scored = new ArrayList<>(standings.size());
        List<Board.NotRanked> notRanked = new ArrayList<>();
        List<Standing> byName = new ArrayList<>(standings);
        byName.sort(BY_NAME);
        for (Standing standing : byName) {
            Board.Reason reason = standing.reason();
            if (reason == null) {
                scored.add(standing);
            } else {
                notRanked.add(
                        new Board.NotRanked(standing.id(), standing.shown().name(), reason, standing.registered()));
            }
        }
        // A stable sort: those with equal scores stay in the order of their names.
        scored.sort(Comparator.comparing(Standing::score).reversed());
        return new Board(
                contest.scope(),
                contest.subject(),
                contest.group(),
                kind,
                span,
                methodology.id(),
                reference,
                entries(kind, scored, previous),
                notRanked);
    }

    private List<Board.Entry> entries(BoardKind kind, List<Standing> scored, Map<String, Previous> previous) {
        List<Board.Entry> entries = new ArrayList<>(scored.size());
        int place = 0;
        BigDecimal last = null;
        for (int i = 0; i < scored.size(); i++) {
            Standing one = scored.get(i);
            if (last == null || one.score().compareTo(last) != 0) {
                place = methodology.ties() == Ties.DENSE ? place + 1 : i + 1;
                last = one.score();
            }
            Previous before = previous.get(one.id());
            entries.add(new Board.Entry(
                    one.id(),
                    one.shown(),
                    place,
                    one.score(),
                    zone(kind, one.score()),
                    one.contributions(),
                    one.reweighted(),
                    before == null ? null : before.place(),
                    before == null ? null : before.score(),
                    one.recommendations()));
        }
        return entries;
    }

    private @Nullable Standing activity(Candidate candidate) {
        Long population = candidate.shown().population();
        if (population == null || population <= 0) {
            return null;
        }
        Measure measure = Measure.of(Indicator.REGISTERED_PER_10K, candidate.territory(), population);
        BigDecimal score = measure.fraction().rounded(1);
        return Standing.ranked(
                candidate,
                score,
                List.of(new Board.Contribution(
                        Indicator.REGISTERED_PER_10K,
                        measure.fraction().rounded(4),
                        measure.cases(),
                        score,
                        BigDecimal.ONE)),
                false,
                recommendations(candidate));
    }

    /** The weighted mean over the indicators with enough cases; null if less than half of the weight is left. */
    private @Nullable Standing score(BoardKind kind, Candidate candidate) {
        List<Indicator> indicators = methodology.kinds().getOrDefault(kind, List.of());
        Fraction all = Fraction.ZERO;
        Fraction left = Fraction.ZERO;
        Fraction points = Fraction.ZERO;
        for (Indicator indicator : indicators) {
            Fraction weight = Fraction.of(indicator.weight());
            all = all.plus(weight);
            Measure measure = measure(indicator, candidate);
            if (isEnough(measure, indicator)) {
                left = left.plus(weight);
                points = points.plus(weight.times(unitScore(indicator, measure)));
            }
        }
        if (left.numerator().signum() == 0 || left.compareTo(all.times(HALF)) < 0) {
            return null;
        }
        boolean reweighted = left.compareTo(all) < 0;
        List<Board.Contribution> contributions = new ArrayList<>(indicators.size());
        for (Indicator indicator : indicators) {
            Measure measure = measure(indicator, candidate);
            boolean counts = isEnough(measure, indicator);
            contributions.add(new Board.Contribution(
                    indicator.indicator(),
                    measure.printed(),
                    measure.cases(),
                    counts ? HUNDRED.times(unitScore(indicator, measure)).rounded(1) : null,
                    counts ? Fraction.of(indicator.weight()).dividedBy(left).rounded(4) : BigDecimal.ZERO));
        }
        return Standing.ranked(
                candidate,
                HUNDRED.times(points).dividedBy(left).rounded(1),
                contributions,
                reweighted,
                recommendations(candidate));
    }

    private static boolean isEnough(Measure measure, Indicator indicator) {
        return measure.cases() > 0 && measure.cases() >= indicator.minimumCases();
    }

    private static Measure measure(Indicator indicator, Candidate candidate) {
        return Measure.of(
                indicator.indicator(),
                candidate.own(indicator.source()),
                candidate.shown().population());
    }

    /** (value - worst) / (best - worst), clamped to 0..1. */
    private static Fraction unitScore(Indicator indicator, Measure measure) {
        Fraction best = Fraction.of(indicator.best());
        Fraction worst = Fraction.of(indicator.worst());
        return measure.fraction().minus(worst).dividedBy(best.minus(worst)).clampedToUnit();
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

    private List<RecommendationRule> recommendations(Candidate candidate) {
        List<RecommendationRule> given = new ArrayList<>(0);
        for (RecommendationRule rule : methodology.recommendations()) {
            Measure measure = Measure.of(
                    rule.indicator(),
                    candidate.own(rule.source()),
                    candidate.shown().population());
            if (measure.cases() >= rule.minimumCases() && measure.cases() > 0) {
                int side = measure.fraction().compareTo(Fraction.of(rule.threshold()));
                if (rule.comparison() == Comparison.BELOW ? side < 0 : side > 0) {
                    given.add(rule);
                }
            }
        }
        return given;
    }
}
