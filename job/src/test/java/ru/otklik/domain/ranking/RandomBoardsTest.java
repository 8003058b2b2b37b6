package ru.otklik.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.ranking.Made.Value;

/**
 * Boards of random figures equal a recount that shares nothing with the code but the words: decimals of 60 digits in place
 * of fractions, maps in place of sorting, and each place counted by itself.
 */
class RandomBoardsTest {
    private static final int BOARDS_A_SEED = 1_000;
    private static final MathContext MANY = new MathContext(60, RoundingMode.HALF_EVEN);
    private static final List<String> FIGURES = List.of(Made.COMPLIANCE, Made.RESOLUTION, Made.REWORK, Made.RATING);

    /** What a recount says of one who is ranked. */
    private record Recount(BigDecimal score, Map<String, BigDecimal> points, boolean reweighted) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void boardsEqualARecount(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < BOARDS_A_SEED; i++) {
            Case one = Case.draw(random);

            assertThat(describe(one.board())).as("seed %d, board %d", seed, i).isEqualTo(recount(one));
        }
    }

    /** One board to make. */
    private record Case(
            Methodology methodology,
            List<Made> contenders,
            Ranking.Volume volume,
            Map<String, Ranking.Previous> previous) {

        Board board() {
            return new Ranking(methodology, "r")
                    .withIntervals()
                    .rank(BoardKind.OVERALL, "87000000", Made.span(), volume, contenders, previous);
        }

        static Case draw(SplittableRandom random) {
            List<Indicator> indicators = new ArrayList<>();
            for (String figure : FIGURES) {
                if (random.nextInt(4) > 0 || (figure.equals(Made.RATING) && indicators.isEmpty())) {
                    indicators.add(indicator(figure, random));
                }
            }
            Ties ties = random.nextBoolean() ? Ties.DENSE : Ties.COMPETITION;
            List<Made> contenders = new ArrayList<>();
            Map<String, Ranking.Previous> previous = new HashMap<>();
            int count = random.nextInt(1, 25);
            for (int i = 0; i < count; i++) {
                // Few names, so that ids decide; few cases, so that scores are equal.
                Made made = new Made("" + (100 + i), "М" + random.nextInt(5), random.nextInt(12), null);
                for (String figure : FIGURES) {
                    long cases = random.nextInt(5) == 0 ? 0 : random.nextInt(1, random.nextBoolean() ? 12 : 4_000);
                    long top = figure.equals(Made.RATING)
                            ? cases + random.nextLong(4 * cases + 1)
                            : random.nextLong(cases + 1 + (figure.equals(Made.REWORK) ? cases / 4 : 0));
                    made.with(figure, top, cases);
                }
                contenders.add(made);
                if (random.nextInt(3) > 0) {
                    BigDecimal score = BigDecimal.valueOf(random.nextInt(40) * 25L, 1);
                    previous.put(made.id(), new Ranking.Previous(random.nextInt(1, 20), score));
                }
            }
            return new Case(
                    Made.methodology(ties, random.nextInt(5), indicators),
                    contenders,
                    new Ranking.Volume(new long[] {7, 30, 90, 360}[random.nextInt(4)]),
                    previous);
        }

        private static Indicator indicator(String figure, SplittableRandom random) {
            boolean isRating = figure.equals(Made.RATING);
            boolean isUp = !figure.equals(Made.REWORK);
            String best = isRating ? "5" : isUp ? "1" : "0";
            String worst = isRating ? "2" : isUp ? "0.7" : "0.2";
            boolean isWide = random.nextBoolean();
            return Made.indicator(
                    figure,
                    "0." + random.nextInt(1, 10),
                    best,
                    isWide && !isRating ? (isUp ? "0" : "1") : worst,
                    random.nextInt(10),
                    !isRating && random.nextInt(3) == 0 ? Transform.SHRUNKEN : Transform.NONE);
        }
    }

    private static List<String> describe(Board board) {
        List<String> lines = new ArrayList<>();
        for (Board.Entry entry : board.entries()) {
            StringBuilder points = new StringBuilder();
            BigDecimal sum = entry.rounding();
            for (Board.Contribution contribution : entry.contributions()) {
                points.append(contribution.indicator())
                        .append('=')
                        .append(contribution.points().stripTrailingZeros().toPlainString())
                        .append(' ');
                sum = sum.add(contribution.points());
            }
            assertThat(sum).as("contributions of " + entry.id()).isEqualByComparingTo(entry.score());
            lines.add(entry.id() + " place " + entry.place() + " score " + entry.score() + " " + points + "reweighted "
                    + entry.reweighted() + " zone " + entry.zone() + " own " + entry.ownChange() + " others "
                    + entry.neighboursChange());
        }
        board.notRanked().forEach(absent -> lines.add(absent.id() + " " + absent.reason()));
        return lines;
    }

    private static List<String> recount(Case one) {
        Map<String, Recount> scores = new TreeMap<>();
        TreeMap<String, String> absent = new TreeMap<>();
        for (Made made : one.contenders()) {
            BigDecimal needed = BigDecimal.valueOf(one.methodology().minimumVolumePerMonth())
                    .multiply(BigDecimal.valueOf(one.volume().monthDays()))
                    .divide(BigDecimal.valueOf(30), MANY)
                    .max(BigDecimal.ONE);
            Recount score = score(one, made);
            if (BigDecimal.valueOf(made.registered()).compareTo(needed) < 0) {
                absent.put(made.name() + made.id(), made.id() + " BELOW_MINIMUM_VOLUME");
            } else if (score == null) {
                absent.put(made.name() + made.id(), made.id() + " NOT_ENOUGH_CASES");
            } else {
                scores.put(made.id(), score);
            }
        }
        List<String> lines = new ArrayList<>();
        one.contenders().stream()
                .filter(made -> scores.containsKey(made.id()))
                .sorted(Comparator.comparing(
                                (Made made) -> recounted(made, scores).score())
                        .reversed()
                        .thenComparing(Made::name)
                        .thenComparing(Made::id))
                .forEach(made -> lines.add(line(one, made, scores)));
        lines.addAll(absent.values());
        return lines;
    }

    private static Recount recounted(Made made, Map<String, Recount> scores) {
        return Objects.requireNonNull(scores.get(made.id()));
    }

    private static String line(Case one, Made made, Map<String, Recount> scores) {
        Recount own = recounted(made, scores);
        int place =
                place(own.score(), scores.values().stream().map(Recount::score).toList(), one);
        StringBuilder points = new StringBuilder();
        for (Indicator indicator : indicators(one)) {
            points.append(indicator.indicator())
                    .append('=')
                    .append(own.points()
                            .getOrDefault(indicator.indicator(), BigDecimal.ZERO)
                            .stripTrailingZeros()
                            .toPlainString())
                    .append(' ');
        }
        Ranking.Previous before = one.previous().get(made.id());
        String ownChange = "null";
        String others = "null";
        if (before != null) {
            Map<String, Ranking.Previous> rest = new HashMap<>(one.previous());
            rest.remove(made.id());
            int alone = place(
                    own.score(),
                    rest.values().stream().map(Ranking.Previous::score).toList(),
                    one);
            ownChange = "" + (before.place() - alone);
            others = "" + (alone - place);
        }
        String zone = own.score().doubleValue() >= 80 ? "GREEN" : own.score().doubleValue() >= 60 ? "YELLOW" : "RED";
        return made.id() + " place " + place + " score " + own.score() + " " + points + "reweighted " + own.reweighted()
                + " zone " + zone + " own " + ownChange + " others " + others;
    }

    /** One more than those ahead, or than the different scores ahead. */
    private static int place(BigDecimal score, List<BigDecimal> all, Case one) {
        List<BigDecimal> ahead =
                all.stream().filter(other -> other.compareTo(score) > 0).toList();
        return 1 + (one.methodology().ties() == Ties.DENSE ? new TreeSet<>(ahead).size() : ahead.size());
    }

    private static List<Indicator> indicators(Case one) {
        return one.methodology().kinds().getOrDefault(BoardKind.OVERALL, List.of());
    }

    private static @Nullable Recount score(Case one, Made made) {
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal left = BigDecimal.ZERO;
        Map<String, BigDecimal> weighted = new HashMap<>();
        for (Indicator indicator : indicators(one)) {
            Value value = made.value(indicator.indicator());
            all = all.add(indicator.weight());
            if (value != null && value.bottom() > 0 && value.bottom() >= indicator.minimumCases()) {
                left = left.add(indicator.weight());
                BigDecimal figure = indicator.transform() == Transform.SHRUNKEN
                        ? shrunken(indicator.indicator(), value, one.contenders())
                        : share(value);
                BigDecimal unit = figure.subtract(indicator.worst())
                        .divide(indicator.best().subtract(indicator.worst()), MANY)
                        .max(BigDecimal.ZERO)
                        .min(BigDecimal.ONE);
                weighted.put(indicator.indicator(), unit.multiply(indicator.weight()));
            }
        }
        if (left.signum() == 0 || left.add(left).compareTo(all) < 0) {
            return null;
        }
        Map<String, BigDecimal> points = new HashMap<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> each : weighted.entrySet()) {
            BigDecimal point = each.getValue().multiply(BigDecimal.valueOf(100)).divide(left, MANY);
            points.put(each.getKey(), half(point, 4));
            sum = sum.add(point);
        }
        return new Recount(half(sum, 1), points, left.compareTo(all) != 0);
    }

    /** Rounds what a division of 60 digits may have left a hair off. */
    private static BigDecimal half(BigDecimal value, int decimals) {
        return value.setScale(40, RoundingMode.HALF_EVEN).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static BigDecimal share(Value value) {
        return BigDecimal.valueOf(value.top()).divide(BigDecimal.valueOf(value.bottom()), MANY);
    }

    /** Beta-binomial moments by their definition: deviations from the mean, one by one. */
    private static BigDecimal shrunken(String figure, Value own, List<Made> contenders) {
        Value[] shares = contenders.stream()
                .map(made -> made.value(figure))
                .filter(value -> value != null && value.bottom() > 0 && value.top() <= value.bottom())
                .toArray(Value[]::new);
        long hits = Arrays.stream(shares).mapToLong(Value::top).sum();
        long cases = Arrays.stream(shares).mapToLong(Value::bottom).sum();
        if (own.top() > own.bottom() || shares.length < 2 || hits == 0 || hits == cases) {
            return share(own);
        }
        BigDecimal mean = share(new Value(hits, cases));
        BigDecimal scatter = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (Value value : shares) {
            BigDecimal weight = BigDecimal.valueOf(value.bottom());
            scatter = scatter.add(share(value).subtract(mean).pow(2).multiply(weight));
            squares = squares.add(weight.pow(2));
        }
        BigDecimal chance = BigDecimal.valueOf(shares.length - 1L);
        BigDecimal excess = scatter.divide(mean.multiply(BigDecimal.ONE.subtract(mean)), MANY)
                .subtract(chance)
                .setScale(40, RoundingMode.HALF_EVEN);
        BigDecimal room = BigDecimal.valueOf(cases)
                .subtract(chance)
                .subtract(squares.divide(BigDecimal.valueOf(cases), MANY))
                .setScale(40, RoundingMode.HALF_EVEN);
        if (excess.signum() <= 0 || room.signum() <= 0) {
            return mean;
        }
        BigDecimal strength =
                half(room.divide(excess, MANY).subtract(BigDecimal.ONE), 4).max(BigDecimal.ZERO);
        return BigDecimal.valueOf(own.top())
                .add(strength.multiply(mean))
                .divide(BigDecimal.valueOf(own.bottom()).add(strength), MANY);
    }
}
