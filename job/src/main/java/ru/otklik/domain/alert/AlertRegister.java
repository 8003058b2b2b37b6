package ru.otklik.domain.alert;

import java.util.List;
import java.util.Objects;
import ru.otklik.domain.version.VersionRegister;

/**
 * The rules and silences a job goes by: those of the reference data, and what comes while it runs.
 *
 * <p>Without a version of the reference data nothing is judged before the first one is in force.
 */
public final class AlertRegister {
    private static final AlertRules NO_RULES = new AlertRules("", Long.MIN_VALUE, List.of());

    private final boolean isOn;
    private final VersionRegister<AlertRules> versions;
    private final SilenceRegister silences;
    private int changes;

    /** Starts with the reference data. */
    public AlertRegister(AlertRuleBook reference) {
        this(reference, versionsOf(reference), new SilenceRegister(reference.silences()));
    }

    /**
     * Goes by registers that others add to.
     *
     * @param reference says whether anything is watched at all
     */
    public AlertRegister(AlertRuleBook reference, VersionRegister<AlertRules> versions, SilenceRegister silences) {
        this.isOn = reference.isOn();
        this.versions = versions;
        this.silences = silences;
    }

    /** A register of the versions of the reference data, or of one without rules. */
    public static VersionRegister<AlertRules> versionsOf(AlertRuleBook reference) {
        return new VersionRegister<>(reference.versions().isEmpty() ? List.of(NO_RULES) : reference.versions());
    }

    /** Whether anything is watched. */
    public boolean isOn() {
        return isOn;
    }

    /** Says that one of the registers has changed: what was due next may be no more. */
    public void noteChange() {
        changes++;
    }

    /** A number that differs after every change. */
    public int changes() {
        return changes;
    }

    /** The version in force at an instant, epoch milliseconds. */
    public AlertRules at(long instant) {
        return versions.at(instant);
    }

    /** The first instant after one at which another version comes into force; Long.MAX_VALUE if none does. */
    public long nextChange(long after) {
        return Objects.requireNonNullElse(versions.nextChange(after), Long.MAX_VALUE);
    }

    /** The silences in force at an instant, epoch milliseconds. */
    public List<Silence> silencesAt(long instant) {
        return silences.at(instant);
    }

    /** The first instant after one at which a silence begins or ends; Long.MAX_VALUE if none does. */
    public long nextSilenceChange(long after) {
        return silences.nextChange(after);
    }
}
