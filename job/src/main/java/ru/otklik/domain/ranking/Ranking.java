package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.ranking.Scoring.Scored;

/** Ranks candidates by one version of the methodology: scores from exact fractions, rounded once, ties share a place. */
public final class Ranking {
    /** Days of a month by which volumes are measured. */
    static final long MONTH_DAYS = 30;

    /** Names compare by Unicode code point, ids decide between equal names. */
    private static final Comparator<Judgement> BY_NAME = Comparator.<Judgement, String>comparing(
                    judgement -> judgement.contender().shown().name(), CodePoints.ORDER)
            .thenComparing(judgement -> judgement.contender().id());

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
            List<? extends Contender> candidates,
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
            List<? extends Contender> candidates,
            Map<String, Previous> previous) {
        Scoring scoring = scoring(kind, candidates);
        List<Judgement> judgements = new ArrayList<>(candidates.size());
        for (Contender candidate : candidates) {
            judgements.add(judge(scoring, kind, volume, candidate));
        }
        return board(kind, contest, span, judgements, previous);
    }

    /** A board that was ranked without places before, beside those. */
    public Board against(Map<String, Previous> previous, Board alone) {
        if (previous.isEmpty()) {
            return alone;
        }
        List<Board.Entry> entries = alone.entries().stream()
                .map(entry -> {
                    Previous before = previous.get(entry.id());
                    return before == null
                            ? entry
                            : entry.against(
                                    before, OwnChange.of(entry.id(), entry.score(), previous, methodology.ties()));
                })
                .toList();
        return alone.with(entries);
    }

    /** Whether what a candidate brings to a board of a kind hangs on the candidate alone: no value is shrunken. */
    public boolean judgesAlone(BoardKind kind) {
        return indicators(kind).stream().noneMatch(indicator -> indicator.transform() == Transform.SHRUNKEN);
    }

    /** What one candidate brings to a board of a kind that {@link #judgesAlone}. */
    public Judgement judge(BoardKind kind, Volume volume, Contender candidate) {
        return judge(scoring(kind, List.of(candidate)), kind, volume, candidate);
    }

    private Scoring scoring(BoardKind kind, List<? extends Contender> candidates) {
        return new Scoring(indicators(kind), candidates, explains);
    }

    private List<Indicator> indicators(BoardKind kind) {
        return methodology.kinds().getOrDefault(kind, List.of());
    }

    private Judgement judge(Scoring scoring, BoardKind kind, Volume volume, Contender candidate) {
        long registered = candidate.registered(kind);
        if (!volume.isReachedBy(registered, methodology.minimumVolumePerMonth())) {
            return Judgement.unranked(candidate, Board.Reason.BELOW_MINIMUM_VOLUME, registered);
        }
        boolean isActivity = kind == BoardKind.ACTIVITY;
        Scored scored = isActivity ? scoring.activity(candidate) : scoring.performance(candidate);
        if (scored == null) {
            Board.Reason reason = isActivity ? Board.Reason.NO_POPULATION : Board.Reason.NOT_ENOUGH_CASES;
            return Judgement.unranked(candidate, reason, registered);
        }
        return Judgement.ranked(scored, advice(candidate));
    }

    /** Makes a board of judgements of one kind, in any order. */
    public Board board(
            BoardKind kind,
            Board.Contest contest,
            PeriodSpan span,
            List<Judgement> judgements,
            Map<String, Previous> previous) {
        List<Judgement> ranked = new ArrayList<>(judgements.size());
        List<Board.NotRanked> notRanked = new ArrayList<>();
        List<Judgement> byName = new ArrayList<>(judgements);
        byName.sort(BY_NAME);
        for (Judgement judgement : byName) {
            Board.Reason reason = judgement.reason();
            if (reason == null) {
                ranked.add(judgement);
            } else {
                Contender absent = judgement.contender();
                notRanked.add(new Board.NotRanked(absent.id(), absent.shown().name(), reason, judgement.registered()));
            }
        }
        // A stable sort: those with equal scores stay in the order of their names.
        ranked.sort(Comparator.comparing(Judgement::score).reversed());
        return new Board(
                contest.scope(),
                contest.subject(),
                contest.group(),
                kind,
                span,
                methodology.id(),
                reference,
                entries(kind, ranked, previous),
                notRanked);
    }

    private List<Board.Entry> entries(BoardKind kind, List<Judgement> ranked, Map<String, Previous> previous) {
        List<Scored> scored = ranked.stream().map(Judgement::toScored).toList();
        List<Integer> places = places(scored);
        List<Board.@Nullable Standing> standings =
                explains ? PlaceIntervals.of(scored, places, methodology.ties()) : List.of();
        List<Board.Entry> entries = new ArrayList<>(scored.size());
        for (int i = 0; i < ranked.size(); i++) {
            Judgement one = ranked.get(i);
            String id = one.contender().id();
            Previous before = previous.get(id);
            entries.add(new Board.Entry(
                    id,
                    one.contender().shown(),
                    places.get(i),
                    one.score(),
                    zone(kind, one.score()),
                    one.contributions(),
                    one.reweighted(),
                    before == null ? null : before.place(),
                    before == null ? null : before.score(),
                    one.advice(),
                    one.rounding(),
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
