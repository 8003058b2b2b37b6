package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import ru.otklik.oracle.OracleFact.Kind;
import ru.otklik.oracle.OracleFact.Stage;

/** How sure shares and places are, worked out the long way. */
final class OracleFairness {
    static final double Z95 = 1.959963984540054;

    /** What two ways of adding up may differ by, in points: a difference just as great as its limits is not clear. */
    private static final double HARDLY_ANYTHING = 1e-6;

    /** The limits of a score as distances from it; null if there are none. */
    record Limits(double below, double above) {
        static Limits of(double score, double[] interval) {
            return new Limits(score - interval[0], interval[1] - score);
        }
    }

    /** A score with its limits at any quantile. */
    record Sure(double score, DoubleFunction<Limits> limits) {
        /** Whether this score less the other one is above 0 within the limits of the difference. */
        boolean beats(Sure other, double z) {
            return score
                            - other.score
                            - Math.hypot(
                                    limits.apply(z).below(),
                                    other.limits.apply(z).above())
                    > HARDLY_ANYTHING;
        }
    }

    private OracleFairness() {}

    /** The two shares that lie z standard errors from what was seen: roots of n (h/n − p)² = z² p (1 − p). */
    static double[] wilson(double hits, double cases, double z) {
        double a = cases + z * z;
        double b = 2 * hits + z * z;
        double c = hits * hits / cases;
        double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
        return new double[] {Math.max(0, (b - root) / (2 * a)), Math.min(1, (b + root) / (2 * a))};
    }

    /** The two expectations that lie z standard errors from a count: roots of (n − m)² = z² m. */
    static double[] rare(double count, double z) {
        double half = count + z * z / 2;
        double root = Math.sqrt(Math.max(0, half * half - count * count));
        return new double[] {Math.max(0, half - root), half + root};
    }

    static double[] interval(OracleMethodology.Indicator indicator, OracleTally tally, double z) {
        return switch (indicator.name()) {
            case "responseDeadline.compliance" -> met(tally, Stage.RESPONSE, z);
            case "resolutionDeadline.compliance" -> met(tally, Stage.RESOLUTION, z);
            case "reworkShare" -> {
                double hits = tally.count(Kind.RETURNED);
                double cases = tally.count(Kind.RESOLVED);
                yield hits > cases ? times(rare(hits, z), 1 / cases) : wilson(hits, cases, z);
            }
            case "ratings.mean" -> {
                double cases = tally.count(Kind.RATED);
                double[] share = wilson((tally.ratingSum() - cases) / 4, cases, z);
                yield new double[] {1 + 4 * share[0], 1 + 4 * share[1]};
            }
            default -> median(tally.working(Kind.RESPONDED), z);
        };
    }

    private static double[] met(OracleTally tally, Stage stage, double z) {
        return wilson((double) tally.met(stage), (double) (tally.met(stage) + tally.missed(stage)), z);
    }

    private static double[] times(double[] interval, double factor) {
        return new double[] {interval[0] * factor, interval[1] * factor};
    }

    private static double[] median(OracleTally.Latencies latencies, double z) {
        double half = latencies.count() / 2.0;
        double spread = z * Math.sqrt((double) latencies.count()) / 2;
        Long low = latencies.ranked((long) Math.floor(half - spread));
        Long high = latencies.ranked((long) Math.ceil(half + spread) + 1);
        return new double[] {low == null ? 0 : low, high == null ? Double.POSITIVE_INFINITY : high};
    }

    /** A performance score: the limits of its indicators, each scored, weighted and summed as squares. */
    static Limits limits(
            List<OracleMethodology.Indicator> counted, OracleBoards.Member member, OracleFraction left, double z) {
        double below = 0;
        double above = 0;
        for (OracleMethodology.Indicator indicator : counted) {
            OracleTally tally = member.tally(indicator.source());
            OracleFraction value = indicator.reads().apply(tally).value();
            if (value == null) {
                throw new IllegalArgumentException("nothing to score: " + indicator.name());
            }
            double[] interval = interval(indicator, tally, z);
            double weight = indicator.weight().dividedBy(left).toDouble();
            double score = indicator.score(value).toDouble();
            double one = points(indicator, interval[0]);
            double other = points(indicator, interval[1]);
            below += Math.pow(weight * Math.max(0, score - Math.min(one, other)), 2);
            above += Math.pow(weight * Math.max(0, Math.max(one, other) - score), 2);
        }
        return new Limits(Math.sqrt(below), Math.sqrt(above));
    }

    private static double points(OracleMethodology.Indicator indicator, double value) {
        double worst = indicator.worst().toDouble();
        return 100 * Math.min(1, Math.max(0, (value - worst) / (indicator.best().toDouble() - worst)));
    }

    static BigDecimal printed(double share) {
        return new BigDecimal(share).setScale(4, RoundingMode.HALF_UP);
    }

    /** Writes placeLow, placeHigh and band into ranked entries. */
    static void mark(ArrayNode entries, List<Sure> sure) {
        int others = sure.size() - 1;
        double z = quantile(0.05 / Math.max(1, others));
        for (int i = 0; i <= others; i++) {
            TreeSet<Integer> placesAhead = new TreeSet<>();
            int notBehind = 0;
            for (int j = 0; j <= others; j++) {
                if (sure.get(j).beats(sure.get(i), z)) {
                    placesAhead.add(entries.get(j).get("place").asInt());
                }
                notBehind += sure.get(i).beats(sure.get(j), z) ? 0 : 1;
            }
            ((ObjectNode) entries.get(i))
                    .put("placeLow", 1 + placesAhead.size())
                    .put("placeHigh", notBehind)
                    .put("band", band(sure, i));
        }
    }

    private static String band(List<Sure> sure, int index) {
        double others = sure.size() - 1.0;
        if (others == 0) {
            return "NOT_DISTINGUISHABLE";
        }
        double sum = 0;
        double below = 0;
        double above = 0;
        for (int j = 0; j <= others; j++) {
            if (j != index) {
                Limits limits = sure.get(j).limits().apply(Z95);
                sum += sure.get(j).score();
                below += Math.pow(limits.below(), 2);
                above += Math.pow(limits.above(), 2);
            }
        }
        Limits limits = new Limits(Math.sqrt(below) / others, Math.sqrt(above) / others);
        Sure mean = new Sure(sum / others, any -> limits);
        return sure.get(index).beats(mean, Z95)
                ? "CLEARLY_ABOVE"
                : mean.beats(sure.get(index), Z95) ? "CLEARLY_BELOW" : "NOT_DISTINGUISHABLE";
    }

    /** Abramowitz and Stegun 26.2.23, which the specification of the places names. */
    private static double quantile(double tail) {
        double t = Math.sqrt(Math.log(1 / (tail * tail)));
        return t
                - (2.515517 + 0.802853 * t + 0.010328 * t * t)
                        / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
    }
}
