package ru.otklik.operator;

import java.util.List;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertRegister;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.RulePacking;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.MethodologyPacking;
import ru.otklik.domain.ranking.MethodologyRegister;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.version.VersionRegister;

/** All that a running operator is told to go by: methodologies, alert rules and silences, each as {@link HotVersions} has it. */
final class HotConfig {
    private static final ConfigUpdate.Fault ALERTS_ARE_OFF = new ConfigUpdate.Fault(
            ConfigRejectionReason.ALERTS_ARE_OFF, "the job was started with --alert-rules none and watches nothing");

    private final MethodologyRegister knownMethodologies;
    private final HotVersions<Methodology> methodologies;
    private final HotVersions<AlertRules> rules;
    private final HotSilences silences;
    private final AlertRegister alerts;

    /**
     * Goes on from state, if there is any.
     *
     * @param soFar read here, once
     */
    HotConfig(MeasureRules measure, UpdatesSoFar soFar, OperatorStateStore store) throws Exception {
        List<Methodology> shipped = measure.reference().methodologies();
        this.knownMethodologies = new MethodologyRegister(shipped);
        this.methodologies = new HotVersions<>(
                "methodologies",
                MethodologyPacking::pack,
                MethodologyPacking::unpack,
                new MethodologyRegister(shipped),
                knownMethodologies,
                store);
        AlertRuleBook reference = measure.alerts();
        VersionRegister<AlertRules> knownRules = AlertRegister.versionsOf(reference);
        this.rules = new HotVersions<>(
                "alert-rules",
                RulePacking::pack,
                RulePacking::unpack,
                AlertRegister.versionsOf(reference),
                knownRules,
                store);
        this.silences = new HotSilences(reference.silences(), store);
        this.alerts = new AlertRegister(reference, knownRules, silences.known());
        soFar.read().forEach(this::foresee);
    }

    private void foresee(ConfigUpdate update) {
        long appendedAt = update.origin().appendedAt();
        Methodology methodology = update.methodology();
        AlertRules version = update.rules();
        Silence silence = update.silence();
        if (methodology != null) {
            methodologies.foresee(methodology, appendedAt);
        } else if (version != null) {
            rules.foresee(version, appendedAt);
        } else if (silence != null) {
            silences.foresee(silence, appendedAt);
        }
    }

    /** By which versions boards are ranked. */
    Methodologies methodologies() {
        return knownMethodologies;
    }

    /** By which rules alerts fire, and what hides them. */
    AlertRegister alerts() {
        return alerts;
    }

    /** Takes a broadcast update; what is wrong with it, or null. */
    ConfigUpdate.@Nullable Fault take(ConfigUpdate update) throws Exception {
        long appendedAt = update.origin().appendedAt();
        Methodology methodology = update.methodology();
        AlertRules version = update.rules();
        Silence silence = update.silence();
        if (methodology != null) {
            return methodologies.take(methodology, appendedAt);
        }
        if (update.fault() != null) {
            return update.fault();
        }
        if (!alerts.isOn()) {
            return ALERTS_ARE_OFF;
        }
        alerts.noteChange();
        if (version != null) {
            return rules.take(version, appendedAt);
        }
        return silence == null ? null : silences.take(silence, appendedAt);
    }

    /** Writes what is not written when it is taken. */
    void save() throws Exception {
        methodologies.save();
        rules.save();
    }
}
