package ru.otklik.domain.ranking;

import java.util.ArrayList;
import java.util.List;
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

    /**
     * The scores of a board and how far the true ones may lie, in the order of the board.
     *
     * @param scores points
     * @param below square of how much lower, NaN where unknown
     * @param above square of how much higher, NaN where unknown
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Uncertain(double[] scores, double[] below, double[] above) {

        static Uncertain of(List<Scoring.Scored> scored, double[] scores, double z) {
            double[] below = new double[scores.length];
            double[] above = new double[scores.length];
            for (int i = 0; i < scores.length; i++) {
                Scoring.Reach reach = scored.get(i).reach(z);
                below[i] = reach == null ? Double.NaN : reach.below() * reach.below();
                above[i] = reach == null ? Double.NaN : reach.above() * reach.above();
            }
            return new Uncertain(scores, below, above);
        }

        boolean isKnown(int index) {
            return !Double.isNaN(below[index]);
        }

        /** Never where one of the two reaches is unknown. */
        boolean isClearlyAbove(int index, int other) {
            return isClear(scores[index] - scores[other], below[index], above[other]);
        }
    }

    private static boolean isClear(double difference, double below, double above) {
        return difference > 0 && difference > Math.sqrt(below + above) + TOLERANCE;
    }

    /**
     * The standing of each.
     *
     * @param scored in order of the board
     * @param places of the same, in the same order
     * @return in the same order; null where the spread of a score is not known
     */
    static List<Board.@Nullable Standing> of(List<Scoring.Scored> scored, List<Integer> places, Ties ties) {
        int size = scored.size();
        double[] scores = new double[size];
        for (int i = 0; i < size; i++) {
            scores[i] = scored.get(i).exact().toDouble();
        }
        double z = Confidence.quantile(ERROR / 2 / Math.max(1, size - 1));
        Uncertain wide = Uncertain.of(scored, scores, z);
        Uncertain narrow = Uncertain.of(scored, scores, Confidence.Z95);
        List<Board.@Nullable Standing> standings = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            if (!wide.isKnown(i)) {
                standings.add(null);
                continue;
            }
            int ahead = 0;
            int behind = 0;
            int placesAhead = 0;
            int lastAhead = 0;
            for (int j = 0; j < size; j++) {
                if (wide.isClearlyAbove(j, i)) {
                    ahead++;
                    // Places never fall along a board, so equal ones are neighbours.
                    placesAhead += places.get(j) == lastAhead ? 0 : 1;
                    lastAhead = places.get(j);
                } else if (wide.isClearlyAbove(i, j)) {
                    behind++;
                }
            }
            int best = 1 + (ties == Ties.DENSE ? placesAhead : ahead);
            standings.add(new Board.Standing(best, size - behind, band(narrow, i)));
        }
        return standings;
    }

    private static Band band(Uncertain all, int index) {
        double sum = 0;
        double below = 0;
        double above = 0;
        int others = 0;
        for (int j = 0; j < all.scores().length; j++) {
            if (j != index && all.isKnown(j)) {
                others++;
                sum += all.scores()[j];
                below += all.below()[j];
                above += all.above()[j];
            }
        }
        if (others == 0) {
            return Band.NOT_DISTINGUISHABLE;
        }
        double lead = all.scores()[index] - sum / others;
        double meanBelow = Math.sqrt(below) / others;
        double meanAbove = Math.sqrt(above) / others;
        if (isClear(lead, all.below()[index], meanAbove * meanAbove)) {
            return Band.CLEARLY_ABOVE;
        }
        return isClear(-lead, meanBelow * meanBelow, all.above()[index])
                ? Band.CLEARLY_BELOW
                : Band.NOT_DISTINGUISHABLE;
    }
}
