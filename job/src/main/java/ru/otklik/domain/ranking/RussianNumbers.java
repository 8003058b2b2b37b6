package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures as a Russian reads them: a decimal comma, no-break spaces between number and unit. */
public final class RussianNumbers {
    private static final char SPACE = '\u00a0';
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long MINUTE = 60_000;

    private RussianNumbers() {}

    /**
     * The value of an indicator: a share in percent with at most two decimals, a time in hours and minutes, anything else
     * with at most two decimals. Shown so that a value on one side of a threshold never looks like the threshold itself
     * unless they agree in all that is shown.
     *
     * @param indicator one of {@link Indicator#names()}
     * @param value in the indicator's unit: 0 to 1, milliseconds, points
     */
    public static String figure(String indicator, BigDecimal value) {
        if (Indicator.isShare(indicator)) {
            return decimal(value.multiply(HUNDRED)) + SPACE + "%";
        }
        return indicator.endsWith("Millis") ? time(value) : decimal(value);
    }

    /** At most two decimals, rounded half up, with a comma. */
    public static String decimal(BigDecimal value) {
        BigDecimal rounded = value.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.setScale(Math.max(0, rounded.scale()), RoundingMode.UNNECESSARY)
                .toPlainString()
                .replace('.', ',');
    }

    /** A time such as «5 ч 12 мин»; below a minute «0 мин». */
    private static String time(BigDecimal millis) {
        long minutes = millis.divide(BigDecimal.valueOf(MINUTE), 0, RoundingMode.HALF_UP)
                .longValue();
        long hours = minutes / 60;
        String rest = minutes % 60 + "" + SPACE + "мин";
        if (hours == 0) {
            return rest;
        }
        return hours + "" + SPACE + "ч" + (minutes % 60 == 0 ? "" : SPACE + rest);
    }

    /**
     * A number with the form of the noun that Russian asks for: 1 случай, 2 случая, 5 случаев.
     *
     * @param one form after 1, 21, 101
     * @param few form after 2 to 4, 22
     * @param many form after 0, 5 to 20, 25
     */
    public static String counted(long number, String one, String few, String many) {
        long last = number % 10;
        long lastTwo = number % 100;
        String noun = many;
        if (lastTwo < 11 || lastTwo > 14) {
            noun = last == 1 ? one : last >= 2 && last <= 4 ? few : many;
        }
        return number + "" + SPACE + noun;
    }
}
