package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * What one candidate brings to a board of one kind, before the others are looked at. Two that are equal read alike on
 * every board.
 *
 * @param shown code and name valid at the end of the period
 * @param score one decimal; 0 without a place
 * @param contributions of the indicators, in the order of the methodology; none without a place
 * @param reweighted whether an indicator had too few cases and the others weigh more
 * @param reason why there is no place; null if there is one
 * @param registered what a candidate without a place has registered, a count; 0 with a place, which does not show it
 */
public record Standing(
        String id,
        MunicipalityVersion shown,
        BigDecimal score,
        List<Board.Contribution> contributions,
        boolean reweighted,
        List<RecommendationRule> recommendations,
        Board.@Nullable Reason reason,
        long registered) {

    static Standing ranked(
            Candidate candidate,
            BigDecimal score,
            List<Board.Contribution> contributions,
            boolean reweighted,
            List<RecommendationRule> recommendations) {
        return new Standing(
                candidate.id(), candidate.shown(), score, contributions, reweighted, recommendations, null, 0);
    }

    static Standing unranked(Candidate candidate, Board.Reason reason, long registered) {
        return new Standing(
                candidate.id(), candidate.shown(), BigDecimal.ZERO, List.of(), false, List.of(), reason, registered);
    }
}
