package ru.otklik.domain.alert;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The versions of the rules that are known, and the silences. */
public final class AlertRuleBook implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No rules: nothing is watched, and nothing is spent on it. */
    public static final AlertRuleBook NONE = new AlertRuleBook(List.of(), List.of());

    private static final AlertRules NO_RULES = new AlertRules("", Long.MIN_VALUE, List.of());

    private final NavigableMap<Long, AlertRules> byTime = new TreeMap<>();
    private final List<Silence> silences;

    /** @throws IllegalArgumentException if two versions are effective from one instant */
    public AlertRuleBook(Collection<AlertRules> versions, Collection<Silence> silences) {
        for (AlertRules version : versions) {
            if (byTime.put(version.effectiveFromMillis(), version) != null) {
                throw new IllegalArgumentException("two versions of alert rules begin with " + version.id());
            }
        }
        this.silences = List.copyOf(silences);
    }

    public boolean isEmpty() {
        return byTime.isEmpty();
    }

    /** Whether any version has a rule about single incidents. */
    public boolean watchesIncidents() {
        return byTime.values().stream()
                .flatMap(version -> version.rules().stream())
                .anyMatch(rule -> rule.kind().isOfIncident());
    }

    /** The version in force at an instant, epoch milliseconds; before the oldest one's time, the oldest. */
    public AlertRules at(long instant) {
        Map.Entry<Long, AlertRules> newest = byTime.floorEntry(instant);
        if (newest != null) {
            return newest.getValue();
        }
        return byTime.isEmpty() ? NO_RULES : byTime.firstEntry().getValue();
    }

    /** The first instant after one at which another version comes into force; Long.MAX_VALUE if none does. */
    public long nextChange(long after) {
        Long next = byTime.higherKey(after);
        // What is in force before the oldest version's time is that version itself.
        return next == null ? Long.MAX_VALUE : next.equals(byTime.firstKey()) ? nextChange(next) : next;
    }

    public List<Silence> silences() {
        return silences;
    }

    /** The first instant after one at which a silence begins or ends; Long.MAX_VALUE if none does. */
    public long nextSilenceChange(long after) {
        long next = Long.MAX_VALUE;
        for (Silence silence : silences) {
            if (silence.fromMillis() > after) {
                next = Math.min(next, silence.fromMillis());
            }
            if (silence.untilMillis() > after) {
                next = Math.min(next, silence.untilMillis());
            }
        }
        return next;
    }
}
