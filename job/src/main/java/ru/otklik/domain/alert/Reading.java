package ru.otklik.domain.alert;

import java.math.BigDecimal;

/**
 * What a rule sees of its subject at an instant.
 *
 * @param verdict what that means to the rule
 * @param numerator the value is {@code numerator / denominator}, in the unit of the rule
 * @param denominator above 0; 0 if there is no value
 * @param cases incidents that the value stands on
 * @param since since when the condition has held, epoch milliseconds, if that is known exactly; else the instant of the
 *     reading
 */
public record Reading(Verdict verdict, long numerator, long denominator, long cases, long since) {
    /** What a reading means to a rule. */
    public enum Verdict {
        /** Beyond the firing threshold. */
        BREACH,
        /** Between the thresholds: what fires goes on firing, what does not does not begin. */
        BETWEEN,
        /** Recovered. */
        CLEAR,
        /** There is nothing to recover: the incident was cancelled or has moved away. */
        WITHDRAWN,
        /** Too few cases to say anything: what fires goes on, marked stale. */
        UNKNOWN
    }

    /** Nothing is known. */
    public static Reading unknown(long cases, long at) {
        return new Reading(Verdict.UNKNOWN, 0, 0, cases, at);
    }

    /** A value held against the thresholds of a rule, exactly. */
    public static Reading of(AlertRule rule, long numerator, long denominator, long cases, long at) {
        BigDecimal value = BigDecimal.valueOf(numerator);
        BigDecimal parts = BigDecimal.valueOf(denominator);
        int toThreshold = value.compareTo(rule.condition().threshold().multiply(parts));
        int toRecovery = value.compareTo(rule.condition().recovery().multiply(parts));
        boolean above = rule.kind().firesAbove();
        Verdict verdict;
        if (above ? toThreshold > 0 : toThreshold < 0) {
            verdict = Verdict.BREACH;
        } else {
            verdict = (above ? toRecovery <= 0 : toRecovery >= 0) ? Verdict.CLEAR : Verdict.BETWEEN;
        }
        return new Reading(verdict, numerator, denominator, cases, at);
    }
}
