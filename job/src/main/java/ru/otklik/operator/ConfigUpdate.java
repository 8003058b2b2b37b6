package ru.otklik.operator;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.ranking.Methodology;

/**
 * A record of a topic of configuration: one version of the methodology or of the alert rules, one silence, or what is wrong
 * with it. Exactly one of the last four is there.
 *
 * @param key of the record; empty if it has none
 */
public record ConfigUpdate(
        Origin origin,
        String key,
        @Nullable Methodology methodology,
        @Nullable AlertRules rules,
        @Nullable Silence silence,
        @Nullable Fault fault) {

    /**
     * Why an update changes nothing.
     *
     * @param explanation the same for people, at most 1,000 characters
     */
    public record Fault(ConfigRejectionReason reason, String explanation) {}

    public static ConfigUpdate of(Origin origin, Methodology methodology) {
        return new ConfigUpdate(origin, methodology.id(), methodology, null, null, null);
    }

    public static ConfigUpdate of(Origin origin, AlertRules rules) {
        return new ConfigUpdate(origin, rules.id(), null, rules, null, null);
    }

    public static ConfigUpdate of(Origin origin, Silence silence) {
        return new ConfigUpdate(origin, silence.id(), null, null, silence, null);
    }

    public static ConfigUpdate refused(Origin origin, String key, Fault fault) {
        return new ConfigUpdate(origin, key, null, null, null, fault);
    }
}
