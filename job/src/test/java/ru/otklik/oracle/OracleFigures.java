package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ru.otklik.oracle.OracleFact.Kind;
import ru.otklik.oracle.OracleFact.Stage;

/** A tally in the shape of a metrics record. */
final class OracleFigures {

    static final List<String> SOURCES = List.of("ALL", "INCIDENT_MANAGEMENT", "POS");

    private static final int TOPICS = 10;

    private OracleFigures() {}

    /** The whole record of a municipality. */
    static ObjectNode record(
            ObjectNode municipality,
            ObjectNode period,
            String source,
            String status,
            int revision,
            long eventTime,
            ObjectNode figures) {
        return record("municipality", municipality, period, source, status, revision, eventTime, figures);
    }

    /** The whole record of whoever it is. */
    static ObjectNode record(
            String who,
            ObjectNode subject,
            ObjectNode period,
            String source,
            String status,
            int revision,
            long eventTime,
            ObjectNode figures) {
        ObjectNode node = object();
        node.set(who, subject);
        node.set("period", period);
        node.put("source", source).put("status", status).put("revision", revision);
        node.put("eventTime", OracleText.utcMillis(eventTime));
        node.setAll(figures);
        return node;
    }

    static ObjectNode municipality(OracleReference.Municipality place, OracleReference.Version version) {
        return object().put("id", place.id())
                .put("code", version.code())
                .put("name", version.name())
                .put("region", place.region());
    }

    static ObjectNode figures(OracleTally tally, @Nullable Long population) {
        ObjectNode node = object();
        long registered = tally.count(Kind.REGISTERED);
        node.put("registered", registered);
        node.set("registeredPer10k", OracleText.number(share(registered * 10_000, population, 1)));
        node.put("citizens", tally.citizens());
        Set<String> named = frequent(tally.topics());
        ObjectNode topics = node.putObject("topics");
        named.forEach(topic -> topics.put(topic, tally.topics().get(topic)));
        long others = tally.topics().entrySet().stream()
                .filter(e -> !named.contains(e.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        node.put("topicsOther", others);
        ObjectNode channels = node.putObject("channels");
        tally.channels().forEach((channel, count) -> channels.put(channel, count));
        long resolved = tally.count(Kind.RESOLVED);
        node.put("responded", tally.count(Kind.RESPONDED)).put("resolved", resolved);
        node.set("response", latencies(tally, Kind.RESPONDED));
        node.set("resolution", latencies(tally, Kind.RESOLVED));
        node.set("responseDeadline", deadline(tally, Stage.RESPONSE));
        node.set("resolutionDeadline", deadline(tally, Stage.RESOLUTION));
        node.set("reworkDeadline", deadline(tally, Stage.REWORK));
        node.put("returned", tally.count(Kind.RETURNED)).put("reopened", tally.count(Kind.REOPENED));
        node.set("reworkShare", OracleText.number(share(tally.count(Kind.RETURNED), resolved, 4)));
        long ratings = tally.count(Kind.RATED);
        node.putObject("ratings")
                .put("count", ratings)
                .set("mean", OracleText.number(share(tally.ratingSum(), ratings, 2)));
        node.put("transferredIn", tally.count(Kind.TRANSFERRED_IN))
                .put("transferredOut", tally.count(Kind.TRANSFERRED_OUT))
                .put("closed", tally.count(Kind.CLOSED))
                .put("cancelled", tally.count(Kind.CANCELLED))
                .put("anomalies", tally.count(Kind.ANOMALY))
                .put("open", tally.count(Kind.OPEN))
                .put("overdue", tally.count(Kind.OVERDUE));
        return node;
    }

    /** The ten most frequent, ties by name; in order of name. */
    private static Set<String> frequent(Map<String, Long> topics) {
        return topics.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey, OracleText.BY_CODE_POINT))
                .limit(TOPICS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(() -> new TreeSet<>(OracleText.BY_CODE_POINT)));
    }

    private static ObjectNode latencies(OracleTally tally, Kind kind) {
        OracleTally.Latencies elapsed = tally.elapsed(kind);
        OracleTally.Latencies working = tally.working(kind);
        ObjectNode node = object();
        node.put("count", elapsed.count());
        node.set("meanMillis", OracleText.number(elapsed.mean()));
        node.set("medianMillis", OracleText.number(elapsed.quantile(50)));
        node.set("p90Millis", OracleText.number(elapsed.quantile(90)));
        node.set("p95Millis", OracleText.number(elapsed.quantile(95)));
        node.set("maxMillis", OracleText.number(elapsed.max()));
        node.set("workingMeanMillis", OracleText.number(working.mean()));
        node.set("workingMedianMillis", OracleText.number(working.quantile(50)));
        node.set("workingP90Millis", OracleText.number(working.quantile(90)));
        node.set("workingP95Millis", OracleText.number(working.quantile(95)));
        node.set("workingMaxMillis", OracleText.number(working.max()));
        return node;
    }

    static ObjectNode deadline(OracleTally tally, Stage stage) {
        long met = tally.met(stage);
        long missed = tally.missed(stage);
        ObjectNode node = object().put("met", met).put("missed", missed);
        node.set("compliance", OracleText.number(share(met, met + missed, 4)));
        return node;
    }

    private static @Nullable BigDecimal share(long over, @Nullable Long under, int decimals) {
        return under == null || under == 0
                ? null
                : OracleFraction.of(over, under).rounded(decimals);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
