package ru.otklik.domain.ranking;

import java.math.BigDecimal;

/**
 * A recommendation that is given, with the numbers that triggered it.
 *
 * @param value of the rule's indicator, four decimals
 * @param cases that the value was measured on
 */
public record Advice(RecommendationRule rule, BigDecimal value, long cases) {
    /** Code of the rule. */
    public String code() {
        return rule.code();
    }

    /** The advice in Russian, as the methodology words it. */
    public String text() {
        return rule.text();
    }

    /** The numbers in Russian, such as «87,5 % при норме не ниже 95 % (40 случаев)». */
    public String detail() {
        String bound = rule.comparison() == Comparison.BELOW ? "не ниже" : "не выше";
        return RussianNumbers.figure(rule.indicator(), value) + " при норме " + bound + " "
                + RussianNumbers.figure(rule.indicator(), rule.threshold()) + " ("
                + RussianNumbers.counted(cases, "случай", "случая", "случаев") + ")";
    }
}
