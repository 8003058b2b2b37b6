package ru.otklik.domain.ranking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How sure the places of a board are.
 *
 * <p>Two scores are told apart if they differ by more than the limits of their difference (MOVER, see {@link Scoring}). The
 * place interval of one counts those who are clearly ahead and those who are clearly behind: from 1 + ahead (shared places
 * counted once, as the methodology counts them) to all − behind, as if nobody shared a place. Its confidence of 90 % holds
 * for all comparisons of that one together, since each is made at 10 % / (others) (Bonferroni). No dice are thrown.
 *
 * <p>The band compares with the mean of the other scores, once, at 95 %.
 *
 * @see <a href="https://doi.org/10.1093/restud/rdad006">Mogstad, Romano, Shaikh, Wilhelm: Inference for Ranks, on intervals
 *     of ranks from pairwise comparisons</a>
 */
final class PlaceIntervals {
    private static final double ERROR = 0.10;

    /**
     * Points by which a difference has to exceed its limits. Limits end where an indicator does, so a difference can be
     * exactly as great: that is not clear, and rounding must not decide it.
     */
    private static final double TOLERANCE = 1e-6;

    private PlaceIntervals() {}

    /** A score and how far the true one may lie; an unknown reach is null. */
    private record Uncertain(double score, Scoring.@Nullable Reach reach) {

        boolean isClearlyAbove(Uncertain other) {
            return reach != null
                    && other.reach != null
                    && score - other.score > distance(reach.below(), other.reach.above()) + TOLERANCE;
        }

        private static double distance(double below, double above) {
            return Math.sqrt(below * below + above * above);
        }
    }

    /**
     * The standing of each.
     *
     * @param scored in order of the board
     * @param places of the same, in the same order
     * @return in the same order; null where the spread of a score is not known
     */
    static List<Board.@Nullable Standing> of(List<Scoring.Scored> scored, List<Integer> places, Ties ties) {
        int others = scored.size() - 1;
        double z = Confidence.quantile(ERROR / 2 / Math.max(1, others));
        List<Uncertain> wide = uncertain(scored, z);
        List<Uncertain> narrow = uncertain(scored, Confidence.Z95);
        List<Board.@Nullable Standing> standings = new ArrayList<>(scored.size());
        for (int i = 0; i < scored.size(); i++) {
            if (wide.get(i).reach() == null) {
                standings.add(null);
                continue;
            }
            int ahead = 0;
            int behind = 0;
            Set<Integer> placesAhead = new HashSet<>();
            for (int j = 0; j < scored.size(); j++) {
                if (wide.get(j).isClearlyAbove(wide.get(i))) {
                    ahead++;
                    placesAhead.add(places.get(j));
                } else if (wide.get(i).isClearlyAbove(wide.get(j))) {
                    behind++;
                }
            }
            int best = 1 + (ties == Ties.DENSE ? placesAhead.size() : ahead);
            standings.add(new Board.Standing(best, scored.size() - behind, band(narrow, i)));
        }
        return standings;
    }

    private static List<Uncertain> uncertain(List<Scoring.Scored> scored, double z) {
        List<Uncertain> uncertain = new ArrayList<>(scored.size());
        for (Scoring.Scored one : scored) {
            uncertain.add(new Uncertain(one.exact().toDouble(), one.reach(z)));
        }
        return uncertain;
    }

    private static Band band(List<Uncertain> all, int index) {
        double sum = 0;
        double below = 0;
        double above = 0;
        int others = 0;
        for (int j = 0; j < all.size(); j++) {
            Scoring.Reach reach = all.get(j).reach();
            if (j != index && reach != null) {
                others++;
                sum += all.get(j).score();
                below += reach.below() * reach.below();
                above += reach.above() * reach.above();
            }
        }
        if (others == 0) {
            return Band.NOT_DISTINGUISHABLE;
        }
        Uncertain mean =
                new Uncertain(sum / others, new Scoring.Reach(Math.sqrt(below) / others, Math.sqrt(above) / others));
        if (all.get(index).isClearlyAbove(mean)) {
            return Band.CLEARLY_ABOVE;
        }
        return mean.isClearlyAbove(all.get(index)) ? Band.CLEARLY_BELOW : Band.NOT_DISTINGUISHABLE;
    }
}
