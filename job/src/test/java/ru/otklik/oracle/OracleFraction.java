package ru.otklik.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact fraction; rounding happens once, when it is printed. The denominator is positive. */
record OracleFraction(BigInteger over, BigInteger under) implements Comparable<OracleFraction> {

    static final OracleFraction ZERO = of(0, 1);
    static final OracleFraction ONE = of(1, 1);

    OracleFraction {
        if (under.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        if (under.signum() < 0) {
            over = over.negate();
            under = under.negate();
        }
    }

    static OracleFraction of(long over, long under) {
        return new OracleFraction(BigInteger.valueOf(over), BigInteger.valueOf(under));
    }

    /** A fraction from a decimal literal such as "0.7". */
    static OracleFraction of(String decimal) {
        BigDecimal value = new BigDecimal(decimal);
        return new OracleFraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    OracleFraction plus(OracleFraction other) {
        return new OracleFraction(
                over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
    }

    OracleFraction minus(OracleFraction other) {
        return plus(new OracleFraction(other.over.negate(), other.under));
    }

    OracleFraction times(OracleFraction other) {
        return new OracleFraction(over.multiply(other.over), under.multiply(other.under));
    }

    OracleFraction dividedBy(OracleFraction other) {
        return new OracleFraction(over.multiply(other.under), under.multiply(other.over));
    }

    OracleFraction clamped() {
        return compareTo(ZERO) < 0 ? ZERO : compareTo(ONE) > 0 ? ONE : this;
    }

    BigDecimal rounded(int decimals) {
        return new BigDecimal(over).divide(new BigDecimal(under), decimals, RoundingMode.HALF_UP);
    }

    double toDouble() {
        return new BigDecimal(over)
                .divide(new BigDecimal(under), java.math.MathContext.DECIMAL64)
                .doubleValue();
    }

    @Override
    public int compareTo(OracleFraction other) {
        return over.multiply(other.under).compareTo(other.over.multiply(under));
    }
}
