package ru.otklik.bench.peers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import ru.otklik.bench.peers.IncidentFact.Kind;
import ru.otklik.domain.incident.Stage;

/** A result row in the shape of {@code metrics.municipality}, as far as the streaming peers compute it. */
public record MunicipalityFigures(
        Subject municipality,
        Period period,
        long registered,
        long responded,
        long resolved,
        Latency response,
        Latency resolution,
        Deadlines responseDeadline,
        Deadlines resolutionDeadline,
        Deadlines reworkDeadline,
        long returned,
        long reopened,
        @Nullable BigDecimal reworkShare,
        Ratings ratings,
        long transferredIn,
        long transferredOut,
        long closed,
        long cancelled) {
    private static final int SHARE_DECIMALS = 4;
    private static final int RATING_DECIMALS = 2;

    /** The municipality, by its id. */
    public record Subject(String id) {}

    /**
     * The period of a row.
     *
     * @param kind ROLLING, MONTH, QUARTER
     * @param end null for calendar periods, whose label says it
     */
    public record Period(
            String kind, String label, @Nullable Instant end) {}

    /** A latency in milliseconds; all but the count are null without values. */
    public record Latency(
            long count,
            @Nullable Long meanMillis,
            @Nullable Long medianMillis,
            @Nullable Long p90Millis,
            @Nullable Long p95Millis,
            @Nullable Long maxMillis,
            @Nullable Long workingMeanMillis,
            @Nullable Long workingMedianMillis,
            @Nullable Long workingP90Millis,
            @Nullable Long workingP95Millis,
            @Nullable Long workingMaxMillis) {
        static Latency of(LatencyTally elapsed, LatencyTally working) {
            return new Latency(
                    elapsed.count,
                    elapsed.mean(),
                    elapsed.quantile(50),
                    elapsed.quantile(90),
                    elapsed.quantile(95),
                    elapsed.quantile(100),
                    working.mean(),
                    working.quantile(50),
                    working.quantile(90),
                    working.quantile(95),
                    working.quantile(100));
        }
    }

    /** Deadlines kept and missed; the compliance is null without any. */
    public record Deadlines(long met, long missed, @Nullable BigDecimal compliance) {
        static Deadlines of(long met, long missed) {
            return new Deadlines(met, missed, ratio(met, met + missed, SHARE_DECIMALS));
        }
    }

    /** Ratings from 1 to 5; the mean is null without any. */
    public record Ratings(long count, @Nullable BigDecimal mean) {}

    /** The row of a tally. */
    public static MunicipalityFigures of(String municipality, Period period, FigureTally tally) {
        return new MunicipalityFigures(
                new Subject(municipality),
                period,
                tally.count(Kind.REGISTERED),
                tally.count(Kind.RESPONDED),
                tally.count(Kind.RESOLVED),
                Latency.of(tally.response, tally.responseWorking),
                Latency.of(tally.resolution, tally.resolutionWorking),
                Deadlines.of(tally.met(Stage.RESPONSE), tally.count(Kind.RESPONSE_MISSED)),
                Deadlines.of(tally.met(Stage.RESOLUTION), tally.count(Kind.RESOLUTION_MISSED)),
                Deadlines.of(tally.met(Stage.REWORK), tally.count(Kind.REWORK_MISSED)),
                tally.count(Kind.RETURNED),
                tally.count(Kind.REOPENED),
                ratio(tally.count(Kind.RETURNED), tally.count(Kind.RESOLVED), SHARE_DECIMALS),
                new Ratings(tally.count(Kind.RATED), ratio(tally.ratingSum, tally.count(Kind.RATED), RATING_DECIMALS)),
                tally.count(Kind.TRANSFERRED_IN),
                tally.count(Kind.TRANSFERRED_OUT),
                tally.count(Kind.CLOSED),
                tally.count(Kind.CANCELLED));
    }

    private static @Nullable BigDecimal ratio(long numerator, long denominator, int decimals) {
        return denominator == 0
                ? null
                : BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_UP);
    }
}
