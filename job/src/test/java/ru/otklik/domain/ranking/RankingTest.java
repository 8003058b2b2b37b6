package ru.otklik.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boards by table: what a line says of hits and cases, and the places that follow. */
class RankingTest {

    /* Each: name hits/cases, in any order; then name score place, in the board's order. */
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DENSE|а 9/10, б 9/10, в 8/10|а 90.0 1, б 90.0 1, в 80.0 2",
                "COMPETITION|а 9/10, б 9/10, в 8/10|а 90.0 1, б 90.0 1, в 80.0 3",
                "COMPETITION|г 7/10, в 8/10, б 8/10, а 9/10|а 90.0 1, б 80.0 2, в 80.0 2, г 70.0 4",
                // Equal as printed, though not as fractions: 90.04 and 89.95.
                "DENSE|а 2251/2500, б 1799/2000, в 899/1000|а 90.0 1, б 90.0 1, в 89.9 2",
                // One ten-thousandth less is another score.
                "DENSE|а 900/1000, б 8994/10000|а 90.0 1, б 89.9 2",
                "DENSE|а 0/10, б 10/10|б 100.0 1, а 0.0 2",
                // By code point: Ё comes before А, a capital before a small letter.
                "DENSE|а 9/10, Ё 9/10, А 9/10|Ё 90.0 1, А 90.0 1, а 90.0 1"
            })
    void equalScoresShareAPlace(Ties ties, String figures, String lines) {
        Board board = Made.board(ties, contenders(figures), Map.of());

        assertThat(board.entries().stream()
                        .map(entry -> entry.shown().name() + " " + entry.score() + " " + entry.place())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(lines);
    }

    private static List<Made> contenders(String figures) {
        return Arrays.stream(figures.split(", ", -1))
                .map(one -> one.split("[ /]", -1))
                .map(one -> Made.of(one[0], 100).with(Made.COMPLIANCE, Long.parseLong(one[1]), Long.parseLong(one[2])))
                .toList();
    }

    @Test
    void idsDecideBetweenEqualNames() {
        Made later = new Made("2", "Благовещенск", 100, null).with(Made.COMPLIANCE, 9, 10);
        Made earlier = new Made("1", "Благовещенск", 100, null).with(Made.COMPLIANCE, 9, 10);

        assertThat(Made.board(Ties.DENSE, List.of(later, earlier), Map.of()).entries())
                .extracting(Board.Entry::id, Board.Entry::place)
                .containsExactly(tuple("1", 1), tuple("2", 1));
    }

    /* Volume of a month is 30 days: 2 incidents a month are 1 in 15 days, and never 0. */
    @ParameterizedTest(name = "{0} registered in {1} days with a minimum of {2}: {3}")
    @CsvSource({
        "1, 30, 2, BELOW_MINIMUM_VOLUME",
        "2, 30, 2, ",
        "5, 90, 2, BELOW_MINIMUM_VOLUME",
        "6, 90, 2, ",
        "23, 360, 2, BELOW_MINIMUM_VOLUME",
        "24, 360, 2, ",
        "0, 7, 2, BELOW_MINIMUM_VOLUME",
        "1, 7, 2, ",
        "0, 30, 0, BELOW_MINIMUM_VOLUME",
        "1, 30, 0, "
    })
    void fewRegisteredAreListedWithoutPlace(long registered, long days, int minimum, Board.Reason reason) {
        Indicator all = Made.indicator(Made.COMPLIANCE, "1", "1", "0", 5, Transform.NONE);
        Board board = new Ranking(Made.methodology(Ties.DENSE, minimum, List.of(all)), "r")
                .rank(
                        BoardKind.OVERALL,
                        "87000000",
                        Made.span(),
                        new Ranking.Volume(days),
                        List.of(Made.of("а", registered).with(Made.COMPLIANCE, 9, 10)),
                        Map.of());

        if (reason == null) {
            assertThat(board.entries()).hasSize(1);
            assertThat(board.notRanked()).isEmpty();
        } else {
            assertThat(board.entries()).isEmpty();
            assertThat(board.notRanked()).containsExactly(new Board.NotRanked("а", "а", reason, registered));
        }
    }

    /* Weights 0.5, 0.3, 0.2 and 5 cases each; a value is 8 of 10 in its own scale, 80 points. */
    @ParameterizedTest(name = "cases {0}, {1}, {2}: score {3}, weights {4}")
    @CsvSource({
        "10, 10, 10, 80.0, 0.5000 0.3000 0.2000, false",
        "10, 10, 4, 80.0, 0.6250 0.3750 0, true",
        "10, 10, 5, 80.0, 0.5000 0.3000 0.2000, false",
        // Half of the weight is enough, less is not.
        "10, 0, 0, 80.0, 1.0000 0 0, true",
        "4, 10, 10, 80.0, 0 0.6000 0.4000, true",
        "4, 10, 4, , , "
    })
    void aMissingIndicatorGivesItsWeightToTheOthers(
            long first, long second, long third, BigDecimal score, String weights, Boolean reweighted) {
        List<Indicator> indicators = List.of(
                Made.indicator(Made.COMPLIANCE, "0.5", "1", "0", 5, Transform.NONE),
                Made.indicator(Made.RESOLUTION, "0.3", "1", "0", 5, Transform.NONE),
                Made.indicator(Made.REWORK, "0.2", "1", "0", 5, Transform.NONE));
        Made contender = Made.of("а", 100)
                .with(Made.COMPLIANCE, first * 8, first * 10)
                .with(Made.RESOLUTION, second * 8, second * 10)
                .with(Made.REWORK, third * 8, third * 10);
        // Ten times the cases would always be enough, so they are counted as tenths.
        Board board = new Ranking(Made.methodology(Ties.DENSE, 2, tenfold(indicators)), "r")
                .rank(BoardKind.OVERALL, "87000000", Made.span(), Made.MONTH, List.of(contender), Map.of());

        if (score == null) {
            assertThat(board.notRanked())
                    .containsExactly(new Board.NotRanked("а", "а", Board.Reason.NOT_ENOUGH_CASES, 100));
            return;
        }
        Board.Entry entry = board.entries().get(0);
        assertThat(entry.score()).isEqualTo(score);
        assertThat(entry.reweighted()).isEqualTo(reweighted);
        assertThat(entry.contributions().stream()
                        .map(each -> each.weight().toPlainString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(weights);
    }

    private static List<Indicator> tenfold(List<Indicator> indicators) {
        return indicators.stream()
                .map(one -> new Indicator(
                        one.indicator(), null, one.weight(), one.best(), one.worst(), one.minimumCases() * 10))
                .toList();
    }

    @ParameterizedTest(name = "{0} of 1000 is {1}")
    @CsvSource({"800, GREEN", "799, YELLOW", "600, YELLOW", "599, RED", "0, RED"})
    void zonesBeginAtTheirThreshold(long hits, Board.Zone zone) {
        Board board = Made.board(Ties.DENSE, List.of(Made.of("а", 100).with(Made.COMPLIANCE, hits, 1000)), Map.of());

        assertThat(board.entries().get(0).zone()).isEqualTo(zone);
    }

    @ParameterizedTest(name = "{0} residents")
    @CsvSource({", NO_POPULATION", "0, NO_POPULATION", "30000, "})
    void activityNeedsResidents(Long population, Board.Reason reason) {
        Board board = new Ranking(Made.methodology(Ties.DENSE, 2, List.of()), "r")
                .withIntervals()
                .rank(
                        BoardKind.ACTIVITY,
                        "87000000",
                        Made.span(),
                        Made.MONTH,
                        List.of(new Made("1", "а", 100, population)),
                        Map.of());

        assertThat(board.notRanked())
                .extracting(Board.NotRanked::reason)
                .isEqualTo(reason == null ? List.of() : List.of(reason));
        assertThat(board.entries())
                .extracting(Board.Entry::score)
                .isEqualTo(reason == null ? List.of(new BigDecimal("33.3")) : List.of());
        assertThat(board.entries()).allSatisfy(entry -> {
            assertThat(entry.zone()).isNull();
            assertThat(entry.rounding()).isEqualTo(new BigDecimal("-0.0333"));
        });
    }

    /*
     * Before: а 95 1st, б 90 2nd, в 85 3rd, г 80 4th. Each line: who, his score now, the others' scores now, and then
     * place change, own change, neighbours' change.
     */
    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        // He rose alone.
        "г, 93, а 95 б 90 в 85, 2, 2, 0",
        // He stood still and the others fell.
        "г, 80, а 95 б 70 в 60, 2, 0, 2",
        // He rose, but so did they.
        "г, 92, а 95 б 94 в 93, 0, 2, -2",
        // He fell behind nobody.
        "а, 91, а 0 б 90 в 85, 0, 0, 0",
        // He now shares the second place.
        "г, 90, а 95 б 90 в 85, 2, 2, 0"
    })
    void aChangeOfPlaceIsHisOwnAndTheOthers(String who, long now, String others, int change, int own, int neighbours) {
        Map<String, Ranking.Previous> previous = Map.of(
                "а", new Ranking.Previous(1, new BigDecimal("95.0")),
                "б", new Ranking.Previous(2, new BigDecimal("90.0")),
                "в", new Ranking.Previous(3, new BigDecimal("85.0")),
                "г", new Ranking.Previous(4, new BigDecimal("80.0")));
        String[] parts = others.split(" ", -1);
        List<Made> contenders = new java.util.ArrayList<>();
        contenders.add(Made.of(who, 100).with(Made.COMPLIANCE, now, 100));
        for (int i = 0; i < parts.length; i += 2) {
            if (!parts[i].equals(who)) {
                contenders.add(Made.of(parts[i], 100).with(Made.COMPLIANCE, Long.parseLong(parts[i + 1]), 100));
            }
        }

        Board.Entry entry = Made.board(Ties.DENSE, contenders, previous).entries().stream()
                .filter(each -> each.id().equals(who))
                .findFirst()
                .orElseThrow();

        assertThat(List.of(
                        String.valueOf(entry.placeChange()),
                        String.valueOf(entry.ownChange()),
                        String.valueOf(entry.neighboursChange())))
                .containsExactly(String.valueOf(change), String.valueOf(own), String.valueOf(neighbours));
    }

    @Test
    void whoWasNotThereHasNoChange() {
        Board.Entry entry = Made.board(
                        Ties.DENSE,
                        List.of(Made.of("а", 100).with(Made.COMPLIANCE, 9, 10)),
                        Map.of("б", new Ranking.Previous(1, BigDecimal.TEN)))
                .entries()
                .get(0);

        assertThat(entry.placeChange()).isNull();
        assertThat(entry.ownChange()).isNull();
        assertThat(entry.neighboursChange()).isNull();
    }

    @Test
    void liveBoardsSayNothingOfChance() {
        Indicator all = Made.indicator(Made.COMPLIANCE, "1", "1", "0", 5, Transform.NONE);
        Board board = new Ranking(Made.methodology(Ties.DENSE, 2, List.of(all)), "r")
                .rank(
                        BoardKind.OVERALL,
                        "87000000",
                        Made.span(),
                        Made.MONTH,
                        List.of(Made.of("а", 100).with(Made.COMPLIANCE, 9, 10)),
                        Map.of());

        assertThat(board.entries().get(0).standing()).isNull();
        assertThat(board.entries().get(0).contributions().get(0).range()).isNull();
        assertThat(board.entries().get(0).contributions().get(0).points()).isEqualTo(new BigDecimal("90.0000"));
    }
}
