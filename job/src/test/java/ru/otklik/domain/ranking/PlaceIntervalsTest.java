package ru.otklik.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of chance holds when chance is known. */
class PlaceIntervalsTest {
    private static final int BOARDS = 400;
    private static final int PLACES = 20;

    /**
     * Twenty municipalities whose true shares are known, from a few cases to thousands, ranked by what chance makes of them:
     * intervals said to hold at 90 % must hold the true place at least 88 times of 100.
     */
    @ParameterizedTest
    @EnumSource(Ties.class)
    void intervalsHoldTheTruePlace(Ties ties) {
        SplittableRandom random = new SplittableRandom(7);
        int held = 0;
        int clear = 0;
        for (int board = 0; board < BOARDS; board++) {
            double[] truth = random.doubles(PLACES, 0.55, 0.999).toArray();
            List<Made> contenders = new ArrayList<>();
            for (int i = 0; i < PLACES; i++) {
                int cases = 5 + (int) Math.pow(random.nextDouble() * 60, 2);
                contenders.add(Made.of("" + (10 + i), 100).with(Made.COMPLIANCE, hits(random, cases, truth[i]), cases));
            }
            for (Board.Entry entry : Made.board(ties, contenders, Map.of()).entries()) {
                double own = truth[Integer.parseInt(entry.id()) - 10];
                int place = 1;
                for (double other : truth) {
                    place += other > own ? 1 : 0;
                }
                Board.Standing standing = Objects.requireNonNull(entry.standing());
                assertThat(entry.place()).isBetween(standing.placeLow(), standing.placeHigh());
                held += standing.placeLow() <= place && place <= standing.placeHigh() ? 1 : 0;
                clear += standing.band() == Band.NOT_DISTINGUISHABLE ? 0 : 1;
            }
        }

        assertThat(held / (double) (BOARDS * PLACES)).isGreaterThan(0.88);
        // An interval of all places would hold too: most must be told from the mean, or nothing is said.
        assertThat(clear / (double) (BOARDS * PLACES)).isGreaterThan(0.5);
    }

    /** Where all are equal in truth, hardly one is told from the others. */
    @Test
    void equalsAreHardlyToldApart() {
        SplittableRandom random = new SplittableRandom(8);
        int told = 0;
        for (int board = 0; board < BOARDS; board++) {
            List<Made> contenders = new ArrayList<>();
            for (int i = 0; i < PLACES; i++) {
                int cases = random.nextInt(20, 400);
                contenders.add(Made.of("" + (10 + i), 100).with(Made.COMPLIANCE, hits(random, cases, 0.9), cases));
            }
            for (Board.Entry entry :
                    Made.board(Ties.COMPETITION, contenders, Map.of()).entries()) {
                Board.Standing standing = entry.standing();
                told += standing != null && standing.band() != Band.NOT_DISTINGUISHABLE ? 1 : 0;
            }
        }

        assertThat(told / (double) (BOARDS * PLACES)).isLessThan(0.07);
    }

    private static int hits(SplittableRandom random, int cases, double share) {
        int hits = 0;
        for (int i = 0; i < cases; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
        }
        return hits;
    }

    @Test
    void sayWhatIsPlainToSee() {
        Board board = Made.board(
                Ties.DENSE,
                List.of(
                        Made.of("а", 100).with(Made.COMPLIANCE, 9_000, 10_000),
                        Made.of("б", 100).with(Made.COMPLIANCE, 8_000, 10_000),
                        Made.of("в", 100).with(Made.COMPLIANCE, 4, 5),
                        Made.of("г", 100).with(Made.COMPLIANCE, 6_000, 10_000)),
                Map.of());

        assertThat(board.entries())
                .extracting(Board.Entry::id, Board.Entry::place, Board.Entry::standing)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("а", 1, new Board.Standing(1, 2, Band.CLEARLY_ABOVE)),
                        org.assertj.core.api.Assertions.tuple(
                                "б", 2, new Board.Standing(2, 3, Band.NOT_DISTINGUISHABLE)),
                        org.assertj.core.api.Assertions.tuple(
                                "в", 2, new Board.Standing(1, 4, Band.NOT_DISTINGUISHABLE)),
                        org.assertj.core.api.Assertions.tuple("г", 3, new Board.Standing(3, 4, Band.CLEARLY_BELOW)));
    }

    @Test
    void oneAloneHasTheFirstPlace() {
        Board board = Made.board(Ties.DENSE, List.of(Made.of("а", 100).with(Made.COMPLIANCE, 1, 5)), Map.of());

        assertThat(board.entries().get(0).standing()).isEqualTo(new Board.Standing(1, 1, Band.NOT_DISTINGUISHABLE));
    }

    @Test
    void areSilentWhereTheSpreadIsNotKnown() {
        Indicator rating = Made.indicator(Made.RATING, "1", "5", "2", 5, Transform.NONE);
        Board board = new Ranking(Made.methodology(Ties.DENSE, 2, List.of(rating)), "r")
                .withIntervals()
                .rank(
                        BoardKind.OVERALL,
                        "87000000",
                        Made.span(),
                        Made.MONTH,
                        List.of(Made.of("а", 100).with(Made.RATING, 40, 10)),
                        Map.of());

        assertThat(board.entries().get(0).standing()).isNull();
    }

    /* Wilson's interval at 95 % as statistics packages print it. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "0, 10, 0.0000, 0.2775",
        "10, 10, 0.7225, 1.0000",
        "5, 10, 0.2366, 0.7634",
        "81, 263, 0.2553, 0.3662",
        "1, 1, 0.2065, 1.0000"
    })
    void wilsonIsAsPublished(long hits, long cases, double low, double high) {
        Interval interval = Confidence.wilson((double) hits, (double) cases, Confidence.Z95);

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.05, 1.6449", "0.025, 1.9600", "0.005, 2.5758", "0.0005, 3.2905"})
    void quantilesAreThoseOfTheTables(double tail, double z) {
        assertThat(Confidence.quantile(tail)).isCloseTo(z, within(4.5e-4));
    }
}
