package ru.otklik.oracle;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ru.otklik.oracle.OracleFact.Kind;
import ru.otklik.oracle.OracleFact.Stage;

/** The shipped methodology default-1, and what its indicators read. */
final class OracleMethodology {

    static final String ID = "default-1";
    static final long MINIMUM_CASES = 5;
    static final List<String> KINDS = List.of("OVERALL", "SPEED", "DEADLINES", "QUALITY", "ACTIVITY");

    /** An indicator's value; null if nothing was counted. */
    record Reading(@Nullable OracleFraction value, long cases) {}

    /** How an indicator is judged within one kind. */
    record Indicator(
            String name,
            OracleFraction weight,
            OracleFraction best,
            OracleFraction worst,
            String source,
            Function<OracleTally, Reading> reads) {

        /** 100·clamp((value − worst)/(best − worst)). */
        OracleFraction score(OracleFraction value) {
            return value.minus(worst).dividedBy(best.minus(worst)).clamped().times(OracleFraction.of(100, 1));
        }
    }

    private static final Map<String, List<Indicator>> INDICATORS = Map.of(
            "OVERALL",
                    List.of(
                            responseCompliance("0.4"),
                            resolutionCompliance("0.2"),
                            median("0.2"),
                            rework("0.1"),
                            ratings("0.1")),
            "SPEED", List.of(median("1")),
            "DEADLINES", List.of(responseCompliance("0.5"), resolutionCompliance("0.5")),
            "QUALITY", List.of(rework("0.5"), ratings("0.5")));

    private OracleMethodology() {}

    static List<Indicator> of(String kind) {
        return INDICATORS.getOrDefault(kind, List.of());
    }

    private static Indicator responseCompliance(String weight) {
        return indicator(
                "responseDeadline.compliance",
                weight,
                "1",
                "0.7",
                "INCIDENT_MANAGEMENT",
                t -> compliance(t, Stage.RESPONSE));
    }

    private static Indicator resolutionCompliance(String weight) {
        return indicator(
                "resolutionDeadline.compliance", weight, "1", "0.7", "ALL", t -> compliance(t, Stage.RESOLUTION));
    }

    private static Indicator median(String weight) {
        return indicator(
                "response.workingMedianMillis",
                weight,
                "3600000",
                "28800000",
                "INCIDENT_MANAGEMENT",
                OracleMethodology::workingMedian);
    }

    private static Indicator rework(String weight) {
        return indicator("reworkShare", weight, "0", "0.2", "ALL", OracleMethodology::reworkShare);
    }

    private static Indicator ratings(String weight) {
        return indicator("ratings.mean", weight, "5", "2", "ALL", OracleMethodology::ratingMean);
    }

    private static Indicator indicator(
            String name,
            String weight,
            String best,
            String worst,
            String source,
            Function<OracleTally, Reading> reads) {
        return new Indicator(
                name, OracleFraction.of(weight), OracleFraction.of(best), OracleFraction.of(worst), source, reads);
    }

    static Reading compliance(OracleTally tally, Stage stage) {
        return share(tally.met(stage), tally.met(stage) + tally.missed(stage));
    }

    static Reading workingMedian(OracleTally tally) {
        OracleTally.Latencies working = tally.working(Kind.RESPONDED);
        Long median = working.quantile(50);
        return new Reading(median == null ? null : OracleFraction.of(median, 1), working.count());
    }

    static Reading reworkShare(OracleTally tally) {
        return share(tally.count(Kind.RETURNED), tally.count(Kind.RESOLVED));
    }

    static Reading ratingMean(OracleTally tally) {
        return share(tally.ratingSum(), tally.count(Kind.RATED));
    }

    private static Reading share(long over, long cases) {
        return new Reading(cases == 0 ? null : OracleFraction.of(over, cases), cases);
    }
}
