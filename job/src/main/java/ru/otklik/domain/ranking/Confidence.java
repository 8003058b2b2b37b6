package ru.otklik.domain.ranking;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.metrics.Figures;
import ru.otklik.domain.metrics.Histogram;

/**
 * Intervals in which the true values of indicators lie.
 *
 * <p>Nothing here but the four basic operations and the square root of IEEE 754 in double precision, in a fixed order,
 * all of which Java rounds exactly: the same input gives the same digits on every machine. {@link #quantile} adds a
 * logarithm by {@link StrictMath}, whose results are fixed too.
 */
public final class Confidence {
    /** Two-sided normal quantile of a confidence of 95 %. */
    public static final double Z95 = 1.959963984540054;

    private static final String RATINGS = "ratings.mean";

    private Confidence() {}

    /**
     * Wilson score interval of a share: honest for few cases and at 0 and 1, where the usual one has no width.
     *
     * @param hits cases that count, from 0 to {@code cases}; need not be whole
     * @param cases all cases, above 0; need not be whole
     * @param z two-sided normal quantile
     * @return a part of 0 to 1
     * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson (1927), JASA 22, p. 209-212</a>
     */
    public static Interval wilson(double hits, double cases, double z) {
        double share = hits / cases;
        double square = z * z;
        double centre = share + square / (2 * cases);
        double spread = z * Math.sqrt((share * (1 - share) + square / (4 * cases)) / cases);
        double whole = 1 + square / cases;
        return new Interval(Math.max(0, (centre - spread) / whole), Math.min(1, (centre + spread) / whole));
    }

    /**
     * Score interval of the expectation of a count that comes from rare, independent events.
     *
     * @param count what was counted, from 0
     * @see <a href="https://doi.org/10.1198/000313002317572736">Barker (2002), The American Statistician 56, p. 85-89</a>
     */
    static Interval poisson(double count, double z) {
        double square = z * z;
        double centre = count + square / 2;
        double spread = z * Math.sqrt(count + square / 4);
        return new Interval(Math.max(0, centre - spread), centre + spread);
    }

    /**
     * The interval of an indicator.
     *
     * @param indicator one of {@link Indicator#names()}
     * @param population residents, null if unknown
     * @return null without cases, and for the greatest of all values, whose spread nobody knows
     */
    static @Nullable Interval of(String indicator, Figures figures, @Nullable Long population, double z) {
        boolean isRatio = indicator.equals(RATINGS)
                || indicator.equals(Indicator.REGISTERED_PER_10K)
                || Indicator.isShare(indicator);
        return isRatio ? ratio(indicator, figures, population, z) : latency(indicator, figures, z);
    }

    private static @Nullable Interval ratio(String indicator, Figures figures, @Nullable Long population, double z) {
        Measure measure = Measure.of(indicator, figures, population);
        if (measure.cases() <= 0) {
            return null;
        }
        double cases = measure.cases();
        return switch (indicator) {
            case RATINGS -> rating(figures.ratingSum() / cases, cases, z);
            case Indicator.REGISTERED_PER_10K ->
                scaled(
                        poisson((double) figures.count(FactKind.REGISTERED), z),
                        10_000.0 / measure.denominator().doubleValue());
            default -> share(measure.numerator().doubleValue(), cases, z);
        };
    }

    /** Incidents can come back more often than they were resolved; such a share is a rate of rare events. */
    static Interval share(double hits, double cases, double z) {
        return hits <= cases ? wilson(hits, cases, z) : scaled(poisson(hits, z), 1 / cases);
    }

    /**
     * A mean of ratings. Their squares are not kept; of all values from 1 to 5 with that mean those at the two ends vary
     * most, so the interval of such a share is wide enough for any.
     */
    private static Interval rating(double mean, double cases, double z) {
        Interval share = wilson((mean - 1) / 4 * cases, cases, z);
        return new Interval(1 + 4 * share.low(), 1 + 4 * share.high());
    }

    static Interval scaled(Interval interval, double factor) {
        return new Interval(interval.low() * factor, interval.high() * factor);
    }

    private static @Nullable Interval latency(String indicator, Figures figures, double z) {
        Histogram histogram = figures.histogram(Measure.latencyOf(indicator));
        if (histogram == null || histogram.total() <= 0) {
            return null;
        }
        return switch (Measure.statisticOf(indicator)) {
            case "mean" -> {
                double mean = figures.sumMillis(Measure.latencyOf(indicator)) / (double) histogram.total();
                double spread = z * Math.sqrt(histogram.meanSquareFrom(mean) / histogram.total());
                yield new Interval(Math.max(0, mean - spread), mean + spread);
            }
            case "median" -> order(histogram, 0.5, z);
            case "p90" -> order(histogram, 0.9, z);
            case "p95" -> order(histogram, 0.95, z);
            default -> null;
        };
    }

    /**
     * Interval of a quantile between two of the values, whatever their distribution; open where too few lie beyond.
     *
     * @see <a href="https://doi.org/10.1002/0471722162">David, Nagaraja: Order Statistics (2003), 7.1</a>
     */
    private static Interval order(Histogram histogram, double share, double z) {
        double total = histogram.total();
        double spread = z * Math.sqrt(total * share * (1 - share));
        long lower = (long) Math.floor(total * share - spread);
        long upper = (long) Math.ceil(total * share + spread) + 1;
        return new Interval(
                lower < 1 ? 0 : histogram.atRank(lower),
                upper > histogram.total() ? Double.POSITIVE_INFINITY : histogram.atRank(upper));
    }

    /**
     * The normal quantile of an upper tail, to within 0.00045. Abramowitz, Stegun: Handbook of Mathematical Functions
     * (1964), 26.2.23.
     *
     * @param tail probability above the quantile, above 0 and at most 0.5
     */
    static double quantile(double tail) {
        double t = Math.sqrt(-2 * StrictMath.log(tail));
        double over = 2.515517 + t * (0.802853 + t * 0.010328);
        double under = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
        return t - over / under;
    }
}
