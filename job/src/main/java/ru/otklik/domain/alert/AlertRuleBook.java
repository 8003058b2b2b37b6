package ru.otklik.domain.alert;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The versions of the rules, and the silences, of the reference data. */
public final class AlertRuleBook implements Serializable {
    private static final long serialVersionUID = 2L;

    /** No rules, and none will come: nothing is watched, and nothing is spent on it. */
    public static final AlertRuleBook NONE = new AlertRuleBook(List.of(), List.of(), false, true);

    private final List<AlertRules> versions;
    private final List<Silence> silences;
    /** Whether more rules may come while the job runs. */
    private final boolean grows;

    private final boolean isOff;

    /** @throws IllegalArgumentException if two versions are effective from one instant */
    public AlertRuleBook(Collection<AlertRules> versions, Collection<Silence> silences) {
        this(versions, silences, false, false);
    }

    private AlertRuleBook(Collection<AlertRules> versions, Collection<Silence> silences, boolean grows, boolean isOff) {
        this.versions = List.copyOf(versions);
        this.silences = List.copyOf(silences);
        this.grows = grows;
        this.isOff = isOff;
        Set<Long> times = new HashSet<>();
        for (AlertRules version : versions) {
            if (!times.add(version.effectiveFromMillis())) {
                throw new IllegalArgumentException("two versions of alert rules begin with " + version.id());
            }
        }
    }

    /** The same for a job that is told of more rules while it runs; none stay none. */
    public AlertRuleBook growing() {
        return isOff ? this : new AlertRuleBook(versions, silences, true, false);
    }

    /** Whether anything is watched. */
    public boolean isOn() {
        return !isOff && (grows || !versions.isEmpty());
    }

    /** Whether any version has a rule about single incidents, or one may come: it will want to know what is open then. */
    public boolean watchesIncidents() {
        return isOn()
                && (grows
                        || versions.stream()
                                .flatMap(version -> version.rules().stream())
                                .anyMatch(rule -> rule.kind().isOfIncident()));
    }

    /** What a job goes by when it starts. */
    public AlertRegister register() {
        return new AlertRegister(this);
    }

    public List<AlertRules> versions() {
        return versions;
    }

    public List<Silence> silences() {
        return silences;
    }
}
