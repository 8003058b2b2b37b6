package ru.otklik.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.oracle.OraclePages.Counted;
import ru.otklik.oracle.OraclePages.Told;
import ru.otklik.oracle.PageBoards.Rule;

/**
 * Boards by a methodology that ranks QUALITY by official pages alone: values, scores, places, revisions and who has too few
 * cases equal a plain recount of reports, restarts at random places included. One municipality has no pages at all.
 */
class PageBoardsAgainstOracleTest {
    private static final long DAY = 86_400_000L;
    private static final String SCOPE = "REGION_MUNICIPALITIES";

    /** One who was judged; a score or a reason. */
    private record Judged(
            String id, String values, @Nullable BigDecimal score, String reason, long registered) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void calendarBoardsEqualARecount(long seed) throws IOException {
        List<String> lines = PageBoards.lines(seed, 110);
        List<Told> told = OraclePages.read(lines, PageBoards.ZONES);
        long end = PageBoards.lastOf(lines);

        Set<String> found = new TreeSet<>();
        for (JsonNode record :
                PageBoards.run(seed, lines, Set.of("MONTH", "QUARTER", "YEAR"), "rankings.period", SCOPE)) {
            found.add(PageBoards.header(record) + describe(record));
        }

        Set<String> expected = new TreeSet<>();
        for (String region : PageBoards.REGIONS.keySet()) {
            for (OraclePeriod.Kind kind : OraclePeriod.Kind.values()) {
                if (kind != OraclePeriod.Kind.DAY) {
                    expect(region, kind, told, end, expected);
                }
            }
        }
        assertThat(String.join("\n", found)).isEqualTo(String.join("\n", expected));
        assertThat(found).anyMatch(line -> line.contains(" REVISED 2 "));
        assertThat(String.join("\n", found)).contains("NOT_ENOUGH_CASES", "BELOW_MINIMUM_VOLUME", "PRELIMINARY");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void rollingBoardsCountWhatTheirWindowHolds(long seed) throws IOException {
        List<String> lines = PageBoards.lines(seed, 25);
        List<Told> told = OraclePages.read(lines, PageBoards.ZONES);

        List<JsonNode> boards = PageBoards.run(seed, lines, Set.of("P7D"), "rankings.rolling", SCOPE);

        assertThat(boards).hasSizeGreaterThan(50);
        for (JsonNode record : boards) {
            long at = PageBoards.millis(record.path("eventTime"));
            Predicate<Told> within = one -> one.at() >= at - 7 * DAY && one.at() < at;
            String region = record.at("/board/subject").asText();

            assertThat(describe(record))
                    .as(PageBoards.header(record))
                    .isEqualTo(board(
                            region, id -> judge(id, told, at, at, within, registered(id, at - 7 * DAY, at), 1)));
        }
    }

    /** The country's boards count all pages of a region, whoever runs them. */
    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void boardsOfRegionsCountEveryPage(long seed) throws IOException {
        List<String> lines = PageBoards.lines(seed, 80);
        List<Told> told = OraclePages.read(lines, PageBoards.ZONES);
        long end = PageBoards.lastOf(lines);
        int checked = 0;
        for (JsonNode record : PageBoards.run(seed, lines, Set.of("MONTH"), "rankings.period", "COUNTRY_REGIONS")) {
            long at = PageBoards.millis(record.path("eventTime"));
            if (at < end) {
                LocalDate month = LocalDate.parse(record.at("/period/label").asText() + "-01");
                for (JsonNode entry : record.path("entries")) {
                    assertThat(PageBoards.values(entry))
                            .as(PageBoards.header(record))
                            .isEqualTo(
                                    PageBoards.values(ofRegion(entry.path("id").asText(), told, at, month)));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(5);
    }

    private static Counted ofRegion(String region, List<Told> told, long at, LocalDate month) {
        Counted sum = new Counted(0, 0, 0, 0, 0, 0, 0);
        for (String place : PageBoards.REGIONS.getOrDefault(region, List.of())) {
            ZoneId zone = PageBoards.zoneOf(place);
            long asOf = OracleCalendar.startOf(LocalDate.ofInstant(Instant.ofEpochMilli(at), zone), zone);
            long horizon = OracleCalendar.startOf(month.plusMonths(1), zone) + 45 * DAY;
            Predicate<Told> within = report -> report.day().withDayOfMonth(1).equals(month);
            List<Told> here = told.stream()
                    .filter(report -> report.text("municipality").equals(place))
                    .toList();
            sum = sum.plus(OraclePages.count(here, Math.min(asOf, horizon), asOf, within));
        }
        return sum;
    }

    private static String describe(JsonNode record) {
        StringBuilder text = new StringBuilder();
        for (JsonNode entry : record.path("entries")) {
            text.append(entry.path("place").asText())
                    .append(' ')
                    .append(entry.path("id").asText())
                    .append(' ')
                    .append(entry.path("score").decimalValue().setScale(1))
                    .append(PageBoards.values(entry));
            text.append("; ");
        }
        for (JsonNode absent : record.path("notRanked")) {
            text.append(absent.path("id").asText())
                    .append(' ')
                    .append(absent.path("reason").asText())
                    .append(' ')
                    .append(absent.path("registered").asText())
                    .append("; ");
        }
        return text.toString();
    }

    /** At the end of the period and at every later end of a local day, if it differs; once if the period is open. */
    private static void expect(
            String region, OraclePeriod.Kind kind, List<Told> told, long endOfInput, Set<String> expected) {
        ZoneId zone = PageBoards.zoneOf(
                PageBoards.REGIONS.getOrDefault(region, List.of()).get(0));
        OraclePeriod period = OraclePeriod.of(kind, LocalDate.ofInstant(PageBoards.START, zone));
        for (; period.start(zone) <= endOfInput; period = period.next()) {
            expect(region, period, zone, told, endOfInput, expected);
        }
    }

    private static void expect(
            String region, OraclePeriod period, ZoneId zone, List<Told> told, long endOfInput, Set<String> expected) {
        long end = period.end(zone);
        long horizon = end + 45 * DAY;
        boolean isOpen = end > endOfInput;
        int months = isOpen || period.kind() == OraclePeriod.Kind.MONTH
                ? 1
                : period.kind() == OraclePeriod.Kind.QUARTER ? 3 : 12;
        TreeSet<Long> moments = new TreeSet<>();
        for (LocalDate day = period.last().plusDays(1);
                OracleCalendar.startOf(day, zone) <= Math.min(horizon + DAY, endOfInput);
                day = day.plusDays(1)) {
            moments.add(OracleCalendar.startOf(day, zone));
        }
        if (endOfInput < horizon + DAY) {
            moments.add(endOfInput);
        }
        int revision = isOpen ? -1 : 0;
        String before = "";
        for (long moment : moments) {
            long limit = moment == endOfInput ? Long.MAX_VALUE : moment;
            OraclePeriod shown = period;
            Predicate<Told> within =
                    one -> !one.day().isBefore(shown.first()) && !one.day().isAfter(shown.last());
            String now = board(
                    region,
                    id -> judge(
                            id,
                            told,
                            Math.min(limit, horizon),
                            limit,
                            within,
                            registered(id, shown.start(zone), Math.min(end, endOfInput + 1)),
                            2 * months));
            if (!now.equals(before)) {
                String status = revision < 0 ? "PRELIMINARY" : revision == 0 ? "FINAL" : "REVISED";
                expected.add(String.join(
                        " ",
                        region,
                        period.label(),
                        OracleText.utcMillis(moment),
                        status,
                        String.valueOf(revision),
                        now));
                before = now;
                revision++;
            }
        }
    }

    /** How many of the daily incidents lie in a span; the number of days does not matter beyond it. */
    private static long registered(String id, long from, long until) {
        assertThat(PageBoards.ZONES).containsKey(id);
        long first = PageBoards.START.toEpochMilli() + DAY / 2;
        return Math.max(0, Math.floorDiv(until - 1 - first, DAY) + 1)
                - Math.max(0, Math.floorDiv(from - 1 - first, DAY) + 1);
    }

    private static Judged judge(
            String id,
            List<Told> told,
            long stampLimit,
            long until,
            Predicate<Told> within,
            long registered,
            int fewest) {
        if (registered < fewest) {
            return new Judged(id, "", null, "BELOW_MINIMUM_VOLUME", registered);
        }
        List<Told> here =
                told.stream().filter(one -> one.text("municipality").equals(id)).toList();
        // Pages that somebody else runs are not the administration's.
        Counted pages = OraclePages.count(
                here, stampLimit, until, within.and(one -> one.text("authority").isEmpty()));
        OracleFraction all = OracleFraction.ZERO;
        OracleFraction left = OracleFraction.ZERO;
        OracleFraction points = OracleFraction.ZERO;
        for (Rule rule : PageBoards.RULES) {
            OracleFraction weight = OracleFraction.of(rule.weight());
            long cases = rule.cases(pages);
            all = all.plus(weight);
            if (cases > 0 && cases >= rule.minimumCases()) {
                OracleFraction worst = OracleFraction.of(rule.worst());
                OracleFraction unit = rule.value(pages)
                        .minus(worst)
                        .dividedBy(OracleFraction.of(rule.best()).minus(worst))
                        .clamped();
                left = left.plus(weight);
                points = points.plus(weight.times(unit));
            }
        }
        if (left.compareTo(all.times(OracleFraction.of(1, 2))) < 0) {
            return new Judged(id, "", null, "NOT_ENOUGH_CASES", registered);
        }
        BigDecimal score =
                points.times(OracleFraction.of(100, 1)).dividedBy(left).rounded(1);
        return new Judged(id, PageBoards.values(pages), score, "", registered);
    }

    private static String board(String region, java.util.function.Function<String, Judged> judge) {
        List<Judged> all = PageBoards.REGIONS.getOrDefault(region, List.of()).stream()
                .map(judge)
                .toList();
        List<Judged> ranked =
                new ArrayList<>(all.stream().filter(one -> one.score() != null).toList());
        ranked.sort(Comparator.comparing((Judged one) -> Objects.requireNonNull(one.score()))
                .reversed());
        StringBuilder text = new StringBuilder();
        Set<BigDecimal> scores = new TreeSet<>();
        for (Judged one : ranked) {
            scores.add(Objects.requireNonNull(one.score()));
            text.append(scores.size())
                    .append(' ')
                    .append(one.id())
                    .append(' ')
                    .append(one.score())
                    .append(one.values())
                    .append("; ");
        }
        all.stream()
                .filter(one -> one.score() == null)
                .forEach(one -> text.append(one.id())
                        .append(' ')
                        .append(one.reason())
                        .append(' ')
                        .append(one.registered())
                        .append("; "));
        return text.toString();
    }
}
