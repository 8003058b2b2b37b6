package ru.otklik.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Half a year of a real city: the oracle against what was computed apart from the city's own rows. */
@EnabledIf(
        value = "isThere",
        disabledReason = "real data are not here: set OTKLIK_REAL to the folder with events.ndjson.gz and expected.csv")
class OracleBostonTest {

    private static Path folder() {
        String setting = System.getProperty("OTKLIK_REAL", System.getenv().getOrDefault("OTKLIK_REAL", ""));
        return Path.of(setting.isEmpty() ? "OTKLIK_REAL is not set" : setting);
    }

    static boolean isThere() {
        return Files.isRegularFile(folder().resolve("expected.csv"));
    }

    @Test
    void equalsTheIndependentCountOfBoston() throws IOException {
        OracleReference reference = OracleReference.read(
                folder().resolve("municipalities.csv"), folder().resolve("norms.csv"), OracleCalendar.withoutYears());
        List<String> lines;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder().resolve("events.ndjson.gz"))),
                StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        }
        Oracle.Options options = Oracle.Options.shipped()
                .earliest("2000-01-01T00:00:00Z")
                .retainUnanswered(Duration.ofDays(3650))
                .asOf("2012-01-01T05:00:00Z")
                .kinds(EnumSet.of(OraclePeriod.Kind.MONTH, OraclePeriod.Kind.QUARTER));

        Oracle.Result result = Oracle.replayLines(reference, lines, options);

        assertThat(result.rejected()).isEmpty();
        assertThat(result.lateEvents()).isEmpty();
        assertThat(mismatches(newest(result.metrics()), latencies(reference, result.facts())))
                .isEmpty();
    }

    private static Map<String, ObjectNode> newest(List<ObjectNode> records) {
        Map<String, ObjectNode> newest = new HashMap<>();
        for (ObjectNode record : records) {
            JsonNode period = record.get("period");
            if (record.get("source").asText().equals("ALL")) {
                newest.put(
                        record.at("/municipality/id").asText() + " "
                                + period.get("label").asText(),
                        record);
            }
        }
        return newest;
    }

    /** The latencies themselves, sorted: an even count's median lies between two of them. */
    private static Map<String, List<Long>> latencies(OracleReference reference, List<OracleFact.Sent> sent) {
        Map<String, List<Long>> latencies = new HashMap<>();
        for (OracleFact.Sent one : sent) {
            OracleFact fact = one.fact();
            if (fact.kind() == OracleFact.Kind.RESPONDED && one.sign() > 0) {
                LocalDate date = OracleCalendar.dateOf(
                        fact.date(), reference.municipality(fact.municipality()).zone());
                for (OraclePeriod.Kind kind : List.of(OraclePeriod.Kind.MONTH, OraclePeriod.Kind.QUARTER)) {
                    String key = fact.municipality() + " "
                            + OraclePeriod.of(kind, date).label();
                    latencies.computeIfAbsent(key, any -> new ArrayList<>()).add(fact.elapsed());
                }
            }
        }
        latencies.values().forEach(Collections::sort);
        return latencies;
    }

    private static List<String> mismatches(Map<String, ObjectNode> records, Map<String, List<Long>> latencies)
            throws IOException {
        List<String> rows = Files.readAllLines(folder().resolve("expected.csv"));
        List<String> header = List.of(rows.get(0).split(","));
        List<String> mismatches = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            List<String> cells = List.of(row.split(",", -1));
            Map<String, String> expected = new HashMap<>();
            header.forEach(column -> expected.put(column, cells.get(header.indexOf(column))));
            String key = expected.get("municipality") + " " + expected.get("period");
            ObjectNode record = records.get(key);
            if (record == null) {
                mismatches.add(key + " is missing");
            } else {
                compare(key, expected, record, latencies.getOrDefault(key, List.of()), mismatches);
            }
        }
        assertThat(rows).hasSizeGreaterThan(100);
        return mismatches;
    }

    private static void compare(
            String key, Map<String, String> expected, ObjectNode record, List<Long> latencies, List<String> found) {
        exact(key, "registered", expected, record.get("registered"), found);
        exact(key, "answered", expected, record.at("/response/count"), found);
        exact(key, "responded", expected, record.get("responded"), found);
        exact(key, "closed", expected, record.get("closed"), found);
        exact(key, "met", expected, record.at("/responseDeadline/met"), found);
        exact(key, "missed", expected, record.at("/responseDeadline/missed"), found);
        exact(key, "reopened", expected, record.get("reopened"), found);
        exact(key, "transferred", expected, record.get("transferredIn"), found);
        for (String prefix : List.of("answered", "responded", "closed")) {
            JsonNode latency = record.get(prefix.equals("closed") ? "resolution" : "response");
            mean(key, prefix, expected, latency, found);
            median(key, prefix + "_median_s", expected, latency.get("medianMillis"), latencies, found);
            String p90 = expected.getOrDefault(prefix + "_p90_s", "");
            within(key + " " + prefix + " p90", p90, latency.get("p90Millis"), found);
        }
        JsonNode deadline = record.get("responseDeadline");
        JsonNode compliance = deadline.get("compliance");
        long met = deadline.get("met").asLong();
        long due = met + deadline.get("missed").asLong();
        exact(key, "due", expected, LongNode.valueOf(due), found);
        // Theirs is rounded to six decimals, half to even.
        String wanted = expected.getOrDefault("compliance", "");
        boolean isEqual = due == 0
                ? wanted.isEmpty() && compliance.isNull()
                : OracleFraction.of(met, due)
                                        .minus(OracleFraction.of(wanted))
                                        .rounded(9)
                                        .abs()
                                        .compareTo(new BigDecimal("0.0000005"))
                                <= 0
                        && OracleFraction.of(met, due).rounded(4).compareTo(compliance.decimalValue()) == 0;
        if (!isEqual) {
            found.add(key + " compliance " + wanted + " is " + compliance);
        }
    }

    private static void exact(
            String key, String column, Map<String, String> expected, JsonNode actual, List<String> found) {
        if (!actual.asText().equals(expected.get(column))) {
            found.add(key + " " + column + " " + expected.get(column) + " is " + actual);
        }
    }

    /** Ours is rounded to the millisecond, theirs to the microsecond. */
    private static void mean(
            String key, String prefix, Map<String, String> expected, JsonNode latency, List<String> found) {
        String wanted = expected.getOrDefault(prefix + "_mean_s", "");
        JsonNode actual = latency.get("meanMillis");
        boolean isEqual = wanted.isEmpty()
                ? actual.isNull()
                : new BigDecimal(wanted)
                                .movePointRight(3)
                                .setScale(0, RoundingMode.HALF_UP)
                                .compareTo(actual.decimalValue())
                        == 0;
        if (!isEqual) {
            found.add(key + " " + prefix + " mean " + wanted + " is " + actual);
        }
    }

    /** Theirs is the middle of the two neighbours, ours stands for the lower one. */
    private static void median(
            String key,
            String column,
            Map<String, String> expected,
            JsonNode actual,
            List<Long> latencies,
            List<String> found) {
        String wanted = expected.getOrDefault(column, "");
        int n = latencies.size();
        if (n == 0 || wanted.isEmpty()) {
            within(key + " " + column, wanted, actual, found);
            return;
        }
        BigDecimal lower = BigDecimal.valueOf(latencies.get((n - 1) / 2));
        BigDecimal middle = lower.add(BigDecimal.valueOf(latencies.get(n / 2)));
        if (middle.compareTo(new BigDecimal(wanted).movePointRight(3).multiply(BigDecimal.valueOf(2))) != 0) {
            found.add(key + " " + column + " " + wanted + " is not between " + middle + "/2");
        }
        within(key + " " + column, lower.movePointLeft(3).toPlainString(), actual, found);
    }

    private static void within(String what, String wanted, JsonNode actual, List<String> found) {
        if (wanted.isEmpty() || actual.isNull()) {
            if (wanted.isEmpty() != actual.isNull()) {
                found.add(what + " " + wanted + " is " + actual);
            }
            return;
        }
        double want = Double.parseDouble(wanted) * 1000;
        if (Math.abs(actual.asDouble() - want) > 0.01 * want) {
            found.add(String.format(Locale.ROOT, "%s %.0f is %s", what, want, actual));
        }
    }
}
