package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the contenders of one board are scored: by its indicators, in exact fractions that are rounded once, and with what
 * is needed to explain the score and to say how sure it is.
 */
final class Scoring {
    private static final Fraction HUNDRED = new Fraction(BigInteger.valueOf(100), BigInteger.ONE);
    private static final Fraction HALF = new Fraction(BigInteger.ONE, BigInteger.TWO);
    private static final int DECIMALS = 4;
    /** Shares of 0 to 1 in units of their last decimal. */
    private static final double SHARE_UNITS = 10_000;

    private static final double NEAR_A_HALF = 1e-6;

    private final boolean explains;
    private final List<Rule> rules;

    /**
     * An indicator.
     *
     * @param bestValue the best as a double, made once: it is asked for at both ends of every interval
     * @param prior null if it has none
     */
    private record Rule(
            Indicator indicator,
            Fraction weight,
            Fraction best,
            Fraction worst,
            double bestValue,
            double worstValue,
            @Nullable Prior prior) {

        static Rule of(Indicator indicator, @Nullable Prior prior) {
            Fraction best = Fraction.of(indicator.best());
            Fraction worst = Fraction.of(indicator.worst());
            return new Rule(
                    indicator, Fraction.of(indicator.weight()), best, worst, best.toDouble(), worst.toDouble(), prior);
        }

        /** (value - worst) / (best - worst), clamped to 0..1. */
        Fraction unitScore(Fraction value) {
            return value.minus(worst).dividedBy(best.minus(worst)).clampedToUnit();
        }

        double unitScore(double value) {
            return Math.min(1, Math.max(0, (value - worstValue) / (bestValue - worstValue)));
        }
    }

    /**
     * One indicator of one contender.
     *
     * @param value what is scored, shrunken or not
     * @param unit its score from 0 to 1; null with too few cases
     */
    private record Part(
            Rule rule,
            Measure measure,
            Fraction value,
            @Nullable Fraction unit) {}

    /**
     * A part that counts.
     *
     * @param score its score, 0 to 1
     * @param weight points that a score of 1 adds
     */
    private record Term(Part part, double score, double weight) {}

    /**
     * How far a score may lie from the true one.
     *
     * @param below how much lower the true score may be, points
     * @param above how much higher, points
     */
    record Reach(double below, double above) {}

    /** A contender with a score. */
    interface Scored {
        Contender contender();

        /** Rounded to one decimal. */
        BigDecimal score();

        Fraction exact();

        List<Board.Contribution> contributions();

        boolean reweighted();

        /** Null if nothing is known of the spread of one of its values. */
        @Nullable
        Reach reach(double z);
    }

    /**
     * Prepares a board.
     *
     * @param contenders all of them, since a prior is fitted to those who are compared, ranked or not
     * @param explains whether intervals are wanted
     */
    Scoring(List<Indicator> indicators, List<? extends Contender> contenders, boolean explains) {
        this.explains = explains;
        this.rules = new ArrayList<>(indicators.size());
        for (Indicator indicator : indicators) {
            rules.add(Rule.of(indicator, prior(indicator, contenders)));
        }
    }

    private static @Nullable Prior prior(Indicator indicator, List<? extends Contender> contenders) {
        if (indicator.transform() != Transform.SHRUNKEN) {
            return null;
        }
        return Prior.fit(contenders.stream()
                .map(each -> each.measure(indicator.indicator(), indicator.source()))
                .toList());
    }

    /** Registered incidents per 10,000 residents: the value is the score. Null without population. */
    @Nullable
    Scored activity(Contender contender) {
        Long population = contender.shown().population();
        if (population == null || population <= 0) {
            return null;
        }
        Measure measure = contender.measure(Indicator.REGISTERED_PER_10K, null);
        return new Activity(contender, measure, measure.fraction());
    }

    private record Activity(Contender contender, Measure measure, Fraction exact) implements Scored {
        @Override
        public BigDecimal score() {
            return exact.rounded(1);
        }

        @Override
        public boolean reweighted() {
            return false;
        }

        @Override
        public List<Board.Contribution> contributions() {
            BigDecimal value = exact.rounded(DECIMALS);
            return List.of(new Board.Contribution(
                    Indicator.REGISTERED_PER_10K, value, measure.cases(), score(), BigDecimal.ONE, value, null, null));
        }

        @Override
        public @Nullable Reach reach(double z) {
            Interval interval = contender.interval(Indicator.REGISTERED_PER_10K, null, z);
            double score = exact.toDouble();
            return interval == null ? null : new Reach(score - interval.low(), interval.high() - score);
        }
    }

    /** The weighted mean over the indicators with enough cases; null if less than half of the weight is left. */
    @Nullable
    Scored performance(Contender contender) {
        List<Part> parts = new ArrayList<>(rules.size());
        Fraction all = Fraction.ZERO;
        Fraction left = Fraction.ZERO;
        Fraction points = Fraction.ZERO;
        for (Rule rule : rules) {
            Part part = part(rule, contender);
            parts.add(part);
            all = all.plus(rule.weight());
            if (part.unit() != null) {
                left = left.plus(rule.weight());
                points = points.plus(rule.weight().times(part.unit()));
            }
        }
        if (left.numerator().signum() == 0 || left.compareTo(all.times(HALF)) < 0) {
            return null;
        }
        Fraction exact = HUNDRED.times(points).dividedBy(left);
        List<Term> terms = explains ? terms(parts, left) : List.of();
        return new Performance(
                contender, exact, exact.rounded(1), left.compareTo(all) < 0, left, parts, terms, explains);
    }

    /** The parts that count, as the limits of the score are made of them: at every confidence from the same numbers. */
    private static List<Term> terms(List<Part> parts, Fraction left) {
        List<Term> terms = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part.unit() != null) {
                double weight = 100 * part.rule().weight().dividedBy(left).toDouble();
                terms.add(new Term(part, part.unit().toDouble(), weight));
            }
        }
        return terms;
    }

    private static Part part(Rule rule, Contender contender) {
        Indicator indicator = rule.indicator();
        Measure measure = contender.measure(indicator.indicator(), indicator.source());
        boolean isEnough = measure.cases() > 0 && measure.cases() >= indicator.minimumCases();
        Prior prior = rule.prior();
        Fraction value = prior == null || measure.cases() <= 0 ? measure.fraction() : prior.shrink(measure);
        return new Part(rule, measure, value, isEnough ? rule.unitScore(value) : null);
    }

    private record Performance(
            Contender contender,
            Fraction exact,
            BigDecimal score,
            boolean reweighted,
            Fraction left,
            List<Part> parts,
            List<Term> terms,
            boolean explains)
            implements Scored {

        @Override
        public List<Board.Contribution> contributions() {
            List<Board.Contribution> contributions = new ArrayList<>(parts.size());
            for (Part part : parts) {
                Fraction unit = part.unit();
                Fraction share = part.rule().weight().dividedBy(left);
                contributions.add(new Board.Contribution(
                        part.rule().indicator().indicator(),
                        part.measure().printed(),
                        part.measure().cases(),
                        unit == null ? null : HUNDRED.times(unit).rounded(1),
                        unit == null ? BigDecimal.ZERO : share.rounded(DECIMALS),
                        unit == null
                                ? BigDecimal.ZERO
                                : HUNDRED.times(unit).times(share).rounded(DECIMALS),
                        part.rule().prior() == null || part.measure().cases() <= 0
                                ? null
                                : part.value().rounded(DECIMALS),
                        explains ? range(part) : null));
            }
            return contributions;
        }

        /** The Wilson interval of a share; null for anything else. */
        private Board.@Nullable Range range(Part part) {
            if (!Indicator.isShare(part.rule().indicator().indicator()) || !Prior.fits(part.measure())) {
                return null;
            }
            Interval interval = Confidence.wilson(
                    part.measure().numerator().doubleValue(),
                    part.measure().denominator().doubleValue(),
                    Confidence.Z95);
            return new Board.Range(printed(interval.low()), printed(interval.high()));
        }

        /** Rounded half up by its exact value; only next to a half that needs more than a double has. */
        private static BigDecimal printed(double share) {
            double scaled = share * SHARE_UNITS;
            long floor = (long) scaled;
            double rest = scaled - floor;
            return Math.abs(rest - 0.5) > NEAR_A_HALF
                    ? BigDecimal.valueOf(rest > 0.5 ? floor + 1 : floor, DECIMALS)
                    : new BigDecimal(share).setScale(DECIMALS, RoundingMode.HALF_UP);
        }

        /*
         * The limits of a sum from the limits of its terms: the distances of the terms add up as their squares do
         * (MOVER). Limits keep their asymmetry and stay within the score's bounds, which standard errors would not. The
         * indicators are taken as independent.
         * Zou, Donner (2008), Statistics in Medicine 27, p. 1693-1702, https://doi.org/10.1002/sim.3095
         */
        @Override
        public @Nullable Reach reach(double z) {
            double below = 0;
            double above = 0;
            for (Term term : terms) {
                Interval interval = interval(term.part(), z);
                if (interval == null) {
                    return null;
                }
                double one = term.part().rule().unitScore(interval.low());
                double other = term.part().rule().unitScore(interval.high());
                double down = term.weight() * Math.max(0, term.score() - Math.min(one, other));
                double up = term.weight() * Math.max(0, Math.max(one, other) - term.score());
                below += down * down;
                above += up * up;
            }
            return new Reach(Math.sqrt(below), Math.sqrt(above));
        }

        private @Nullable Interval interval(Part part, double z) {
            Prior prior = part.rule().prior();
            Indicator indicator = part.rule().indicator();
            return prior != null && Prior.fits(part.measure())
                    ? prior.interval(part.measure(), z)
                    : contender.interval(indicator.indicator(), indicator.source(), z);
        }
    }
}
