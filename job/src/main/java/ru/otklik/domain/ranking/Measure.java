package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.metrics.Figures;
import ru.otklik.domain.metrics.Figures.Latency;
import ru.otklik.domain.metrics.Histogram;

/**
 * The value of an indicator as an exact fraction.
 *
 * @param cases what it was measured on; 0 if there is nothing to measure
 * @param numerator of the value; meaningless without cases
 * @param denominator of the value, above 0
 */
public record Measure(long cases, BigInteger numerator, BigInteger denominator) {

    /** Nothing to measure. */
    public static final Measure NOTHING = new Measure(0, BigInteger.ZERO, BigInteger.ONE);

    /**
     * Measures an indicator.
     *
     * @param indicator one of {@link Indicator#names()}
     * @param population residents, null if unknown
     */
    static Measure of(String indicator, Figures figures, @Nullable Long population) {
        return switch (indicator) {
            case "responseDeadline.compliance" -> compliance(figures, FactKind.MET_RESPONSE, FactKind.MISSED_RESPONSE);
            case "resolutionDeadline.compliance" ->
                compliance(figures, FactKind.MET_RESOLUTION, FactKind.MISSED_RESOLUTION);
            case "reworkDeadline.compliance" -> compliance(figures, FactKind.MET_REWORK, FactKind.MISSED_REWORK);
            case "reworkShare" -> ratio(figures.count(FactKind.RETURNED), figures.count(FactKind.RESOLVED));
            case "ratings.mean" -> ratio(figures.ratingSum(), figures.count(FactKind.RATED));
            case Indicator.REGISTERED_PER_10K -> perTenThousand(figures.count(FactKind.REGISTERED), population);
            default -> latency(indicator, figures);
        };
    }

    private static Measure compliance(Figures figures, FactKind met, FactKind missed) {
        return ratio(figures.count(met), figures.count(met) + figures.count(missed));
    }

    static Measure ratio(long numerator, long cases) {
        return cases <= 0 ? NOTHING : new Measure(cases, BigInteger.valueOf(numerator), BigInteger.valueOf(cases));
    }

    private static Measure perTenThousand(long registered, @Nullable Long population) {
        if (population == null || population <= 0) {
            return NOTHING;
        }
        return new Measure(registered, BigInteger.valueOf(registered * 10_000), BigInteger.valueOf(population));
    }

    private static Measure latency(String indicator, Figures figures) {
        Latency latency = latencyOf(indicator);
        Histogram histogram = figures.histogram(latency);
        if (histogram == null || histogram.total() <= 0) {
            return NOTHING;
        }
        long cases = histogram.total();
        return switch (statisticOf(indicator)) {
            case "mean" ->
                new Measure(cases, BigInteger.valueOf(figures.sumMillis(latency)), BigInteger.valueOf(cases));
            case "median" -> quantile(histogram, 50);
            case "p90" -> quantile(histogram, 90);
            case "p95" -> quantile(histogram, 95);
            case "max" -> quantile(histogram, 100);
            default -> throw new IllegalArgumentException("no such indicator: " + indicator);
        };
    }

    /** Which latency an indicator of time is about. */
    static Latency latencyOf(String indicator) {
        boolean working = indicator.contains(".working");
        return indicator.startsWith("response.")
                ? (working ? Latency.RESPONSE_WORKING : Latency.RESPONSE_ELAPSED)
                : (working ? Latency.RESOLUTION_WORKING : Latency.RESOLUTION_ELAPSED);
    }

    /** What an indicator of time says of its latency: mean, median, p90, p95 or max. */
    static String statisticOf(String indicator) {
        String figure = indicator.substring(indicator.indexOf('.') + 1);
        String name = figure.startsWith("working") ? figure.substring("working".length()) : figure;
        return name.substring(0, name.length() - "Millis".length()).toLowerCase(java.util.Locale.ROOT);
    }

    private static Measure quantile(Histogram histogram, int percent) {
        return new Measure(histogram.total(), BigInteger.valueOf(histogram.quantile(percent)), BigInteger.ONE);
    }

    Fraction fraction() {
        return new Fraction(numerator, denominator);
    }

    /** A measure from outside, such as a published record: {@code numerator / denominator} over so many cases. */
    public static Measure of(long cases, BigDecimal numerator, long denominator) {
        BigDecimal whole = numerator.movePointRight(Math.max(0, numerator.scale()));
        return new Measure(
                cases,
                whole.toBigIntegerExact(),
                BigInteger.valueOf(denominator).multiply(BigInteger.TEN.pow(Math.max(0, numerator.scale()))));
    }

    /** The value with four decimals, rounded half up; null without cases. */
    @Nullable
    BigDecimal printed() {
        return cases == 0
                ? null
                : new BigDecimal(numerator).divide(new BigDecimal(denominator), 4, RoundingMode.HALF_UP);
    }
}
