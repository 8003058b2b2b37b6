package ru.otklik.domain.alert;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.version.Version;

/**
 * One version of the set of rules.
 *
 * @param id unique for ever
 * @param effectiveFromMillis epoch milliseconds from which it is in force, a whole minute
 * @param rules in order of their ids
 */
public record AlertRules(String id, long effectiveFromMillis, List<AlertRule> rules) implements Version, Serializable {
    private static final long serialVersionUID = 1L;

    public AlertRules {
        rules = List.copyOf(rules);
    }

    /** The rule with an id; null if there is none. */
    public @Nullable AlertRule find(String ruleId) {
        for (AlertRule rule : rules) {
            if (rule.id().equals(ruleId)) {
                return rule;
            }
        }
        return null;
    }
}
