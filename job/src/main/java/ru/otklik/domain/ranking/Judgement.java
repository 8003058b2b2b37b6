package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.ranking.Scoring.Scored;

/**
 * What one candidate brings to a board of one kind, before the others are looked at.
 *
 * @param scored the exact score; null without a place
 * @param score one decimal; 0 without a place
 * @param contributions of the indicators, in the order of the methodology; none without a place
 * @param rounding what rounding took away or added: the score less the points of all contributions; 0 without a place
 * @param reason why there is no place; null if there is one
 * @param registered what a candidate without a place has registered, a count; 0 with a place, which does not show it
 */
public record Judgement(
        Contender contender,
        @Nullable Scored scored,
        BigDecimal score,
        List<Board.Contribution> contributions,
        BigDecimal rounding,
        boolean reweighted,
        List<Advice> advice,
        Board.@Nullable Reason reason,
        long registered) {

    static Judgement ranked(Scored scored, List<Advice> advice) {
        return new Judgement(
                scored.contender(),
                scored,
                scored.score(),
                scored.contributions(),
                rounding(scored.score(), scored.contributions()),
                scored.reweighted(),
                advice,
                null,
                0);
    }

    static Judgement unranked(Contender candidate, Board.Reason reason, long registered) {
        return new Judgement(
                candidate, null, BigDecimal.ZERO, List.of(), BigDecimal.ZERO, false, List.of(), reason, registered);
    }

    private static BigDecimal rounding(BigDecimal score, List<Board.Contribution> contributions) {
        BigDecimal rest = score.setScale(4, RoundingMode.UNNECESSARY);
        for (Board.Contribution contribution : contributions) {
            rest = rest.subtract(contribution.points());
        }
        return rest;
    }

    Scored toScored() {
        if (scored == null) {
            throw new IllegalStateException(contender.id() + " has no place: " + reason);
        }
        return scored;
    }

    /** Whether both read alike on every board without intervals. */
    public boolean readsLike(Judgement other) {
        return score.compareTo(other.score) == 0
                && registered == other.registered
                && reason == other.reason
                && reweighted == other.reweighted
                && contender.id().equals(other.contender.id())
                && contender.shown().equals(other.contender.shown())
                && contributions.equals(other.contributions)
                && advice.equals(other.advice);
    }
}
