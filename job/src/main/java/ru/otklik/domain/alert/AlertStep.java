package ru.otklik.domain.alert;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Explanation;
import ru.otklik.domain.incident.StageStep;

/**
 * One step of an alert, to be told.
 *
 * @param version id of the version of rules
 * @param at epoch milliseconds
 * @param threshold in the unit of the rule; of a deadline that comes near the milliseconds before it
 * @param deadline the stage of an incident as it stands; null for a municipality
 * @param explanation how its deadline comes about; null if an event set it
 */
public record AlertStep(
        AlertSubject subject,
        AlertRule rule,
        String version,
        AlertMachine.Told told,
        long at,
        BigDecimal threshold,
        @Nullable StageStep deadline,
        @Nullable Explanation explanation) {

    /** How the alert stands after the step. */
    public enum Stand {
        FIRING,
        SUPPRESSED,
        STALE,
        RESOLVED
    }

    public Stand stand() {
        if (told.change() == AlertMachine.Change.RESOLVED) {
            return Stand.RESOLVED;
        }
        if (!told.after().hiddenBy().isEmpty()) {
            return Stand.SUPPRESSED;
        }
        return told.after().stale() ? Stand.STALE : Stand.FIRING;
    }
}
