package ru.otklik.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.edge.JobInOneThread;
import ru.otklik.oracle.OraclePages.Told;
import ru.otklik.testing.RandomPages;
import ru.otklik.testing.References;

/** Figures of official pages, restarts at random places included, equal a plain recount of every published instant. */
class PagesAgainstOracleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DAY = 86_400_000L;
    private static final Map<String, ZoneId> ZONES = Map.of(
            References.SYKTYVKAR, ZoneId.of("Europe/Moscow"),
            References.BRATSK, ZoneId.of("Asia/Irkutsk"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void publishesWhatAPlainRecountSays(long seed) throws IOException {
        List<String> lines =
                RandomPages.lines(seed, List.copyOf(ZONES.keySet()), Instant.parse("2022-12-20T00:00:00Z"), 110, 6);
        List<byte[]> bytes = lines.stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();

        List<String> published = JobInOneThread.run(
                        References.small(),
                        bytes,
                        new JobInOneThread.Options(
                                Instant.parse("2018-01-01T00:00:00Z").toEpochMilli(),
                                400 * DAY,
                                null,
                                Set.of("DAY", "MONTH", "QUARTER", "YEAR"),
                                (int) (seed % 3) * 60,
                                seed % 2 * 3_600_000,
                                seed))
                .getOrDefault("metrics.pages", List.of());

        Set<String> found = new TreeSet<>();
        for (String line : published) {
            JsonNode record = JSON.readTree(line);
            found.add(String.join(
                    " ",
                    record.at("/municipality/id").asText(),
                    record.at("/period/label").asText(),
                    record.path("eventTime").asText(),
                    record.path("revision").asText(),
                    figures(record)));
        }
        assertThat(found).hasSameSizeAs(published);
        assertThat(found).anyMatch(line -> line.contains(" -1 ")).anyMatch(line -> line.contains(" 1 "));
        assertThat(String.join("\n", found)).isEqualTo(String.join("\n", recount(lines)));
    }

    private static String figures(JsonNode record) {
        List<String> figures = new ArrayList<>();
        for (String name :
                List.of("pages", "reports", "posts", "views", "comments", "commentsAnswered", "subscribers")) {
            figures.add(record.path(name).asText());
        }
        return figures + " " + record.path("answeredShare").asText();
    }

    private static ZoneId zoneOf(String place) {
        return Objects.requireNonNull(ZONES.get(place), place);
    }

    private static Set<String> recount(List<String> lines) throws IOException {
        List<Told> told = OraclePages.read(lines, ZONES);
        long greatest = told.stream().mapToLong(Told::at).max().orElseThrow();
        Set<String> records = new TreeSet<>();
        for (String place : ZONES.keySet()) {
            List<Told> ofPlace = told.stream()
                    .filter(one -> one.text("municipality").equals(place))
                    .toList();
            for (OraclePeriod.Kind kind : OraclePeriod.Kind.values()) {
                LocalDate first = ofPlace.stream()
                        .map(Told::day)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                OraclePeriod period = OraclePeriod.of(kind, first);
                while (period.start(zoneOf(place)) <= greatest) {
                    publish(place, period, ofPlace, greatest, records);
                    period = period.next();
                }
            }
        }
        return records;
    }

    /** At the end of the period and at every later end of a local day, if it differs; once if the period is open. */
    private static void publish(
            String place, OraclePeriod period, List<Told> told, long endOfInput, Set<String> records) {
        ZoneId zone = zoneOf(place);
        long end = period.end(zone);
        long horizon = end + 45 * DAY;
        TreeSet<Long> moments = new TreeSet<>();
        for (LocalDate day = period.last().plusDays(1);
                OracleCalendar.startOf(day, zone) <= Math.min(horizon + DAY, endOfInput);
                day = day.plusDays(1)) {
            moments.add(OracleCalendar.startOf(day, zone));
        }
        if (endOfInput < horizon + DAY) {
            moments.add(endOfInput);
        }
        int revision = end > endOfInput ? -1 : 0;
        String before = "";
        for (long moment : moments) {
            // At the end of input everything that was read counts.
            long limit = moment == endOfInput ? Long.MAX_VALUE : moment;
            String now = count(period, told, Math.min(limit, horizon), limit);
            if (now.equals(before) || (before.isEmpty() && now.startsWith("[0, 0,"))) {
                continue;
            }
            records.add(String.join(
                    " ", place, period.label(), OracleText.utcMillis(moment), String.valueOf(revision), now));
            before = now;
            revision++;
        }
    }

    private static String count(OraclePeriod period, List<Told> told, long stampLimit, long until) {
        OraclePages.Counted counted = OraclePages.count(
                told,
                stampLimit,
                until,
                one -> !one.day().isBefore(period.first()) && !one.day().isAfter(period.last()));
        List<String> figures = new ArrayList<>();
        figures.add(String.valueOf(counted.pages()));
        figures.add(String.valueOf(counted.reports()));
        for (long sum : List.of(counted.posts(), counted.views(), counted.comments(), counted.answered())) {
            figures.add(String.valueOf(sum));
        }
        figures.add(counted.pages() == 0 ? "null" : String.valueOf(counted.subscribers()));
        long comments = counted.comments();
        long answered = counted.answered();
        return figures + " "
                + (comments == 0
                        ? "null"
                        : JSON.getNodeFactory()
                                .numberNode(OracleFraction.of(answered, comments)
                                        .rounded(4)
                                        .doubleValue())
                                .asText()
                                .replaceAll("\\.0$", ""));
    }
}
