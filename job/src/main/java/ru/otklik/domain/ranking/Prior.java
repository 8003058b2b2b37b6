package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of a share before its own cases are seen: a beta distribution that all who are compared have in common,
 * fitted to them by moments (empirical Bayes).
 *
 * <p>With hits k and cases n of each: μ = Σk / Σn, S = Σ n (k/n − μ)². Shares that scatter by a beta distribution of
 * intraclass correlation ρ = 1/(strength + 1) around μ give, in expectation, S = μ(1−μ)·((m − 1) + ρ·(Σn − m + 1 −
 * Σn²/Σn)) for m shares; solved for ρ, strength = 1/ρ − 1. The shrunken share is (k + strength·μ) / (n + strength).
 *
 * <p>All of it is exact; the strength is rounded half up to four decimals once, so that it can be printed and
 * recalculated.
 *
 * @param mean μ, from 0 to 1
 * @param strength cases that the prior is worth, at least 0; null for more than any number of cases: the shares scatter no
 *     more than chance lets them, so all shrink to the mean
 * @see <a href="https://doi.org/10.1080/01621459.1973.10481332">Kleinman (1973), JASA 68, p. 46-54</a>
 */
record Prior(Fraction mean, @Nullable Fraction strength) {
    private static final int DECIMALS = 4;

    /**
     * Fits a prior.
     *
     * @param shares those with cases; a share above 1 is none and left out
     * @return null if fewer than two are left, or all are 0 or all are 1: then nothing shrinks
     */
    static @Nullable Prior fit(List<Measure> shares) {
        List<Measure> fitting = shares.stream().filter(Prior::fits).toList();
        BigInteger hits = BigInteger.ZERO;
        BigInteger cases = BigInteger.ZERO;
        BigInteger squares = BigInteger.ZERO;
        for (Measure share : fitting) {
            hits = hits.add(share.numerator());
            cases = cases.add(share.denominator());
            squares = squares.add(share.denominator().pow(2));
        }
        if (fitting.size() < 2 || hits.signum() == 0 || hits.equals(cases)) {
            return null;
        }
        Fraction mean = new Fraction(hits, cases);
        // S = Σ k²/n − (Σk)²/Σn, which needs no difference of every share from the mean.
        Fraction scatter = new Fraction(hits.pow(2).negate(), cases);
        for (Measure share : fitting) {
            scatter = scatter.plus(new Fraction(share.numerator().pow(2), share.denominator()))
                    .reduced();
        }
        Fraction chance = whole(fitting.size() - 1);
        Fraction excess =
                scatter.dividedBy(mean.times(Fraction.ONE.minus(mean))).minus(chance);
        Fraction room = new Fraction(cases, BigInteger.ONE).minus(chance).minus(new Fraction(squares, cases));
        if (excess.numerator().signum() <= 0 || room.numerator().signum() <= 0) {
            return new Prior(mean, null);
        }
        Fraction strength = room.dividedBy(excess).minus(Fraction.ONE);
        BigDecimal rounded = strength.rounded(DECIMALS).max(BigDecimal.ZERO);
        return new Prior(mean, Fraction.of(rounded));
    }

    /** Whether a share can come from a beta distribution. */
    static boolean fits(Measure share) {
        return share.cases() > 0 && share.numerator().compareTo(share.denominator()) <= 0;
    }

    private static Fraction whole(long number) {
        return new Fraction(BigInteger.valueOf(number), BigInteger.ONE);
    }

    /** The shrunken value of a share with cases. */
    Fraction shrink(Measure share) {
        if (!fits(share)) {
            return share.fraction();
        }
        if (strength == null) {
            return mean;
        }
        Fraction hits = new Fraction(share.numerator(), BigInteger.ONE).plus(strength.times(mean));
        return hits.dividedBy(new Fraction(share.denominator(), BigInteger.ONE).plus(strength));
    }

    /** Where the shrunken share may lie: as if the cases that the prior is worth had been seen. */
    Interval interval(Measure share, double z) {
        double believed = mean.toDouble();
        if (strength == null) {
            return new Interval(believed, believed);
        }
        double worth = strength.toDouble();
        return Confidence.wilson(
                share.numerator().doubleValue() + worth * believed,
                share.denominator().doubleValue() + worth,
                z);
    }
}
