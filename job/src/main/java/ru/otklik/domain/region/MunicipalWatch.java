package ru.otklik.domain.region;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertMachine;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.AlertState;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.alert.AlertSubject;
import ru.otklik.domain.alert.Hiding;
import ru.otklik.domain.alert.Reading;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.MunicipalityVersion;

/** The municipalities of a region as rules see them, on a grid of event time. */
final class MunicipalWatch {
    /** What rules read. */
    interface Readings {
        /** What a rule sees of a municipality at a tick of its grid; null if there is no such municipality then. */
        @Nullable
        Reading read(AlertRule rule, Municipality municipality, long at);
    }

    private final WatchContext context;
    private final List<Municipality> municipalities;
    /** By id of the rule, then by number of the municipality. */
    private final Map<String, Map<Integer, AlertState>> alerts = new TreeMap<>();

    MunicipalWatch(WatchContext context) {
        this.context = context;
        this.municipalities = context.reference.municipalitiesOf(context.region);
    }

    boolean fires(String rule, int municipality) {
        AlertState state = stateOf(rule, municipality);
        return state != null && state.isFiring();
    }

    private @Nullable AlertState stateOf(String rule, int municipality) {
        Map<Integer, AlertState> states = alerts.get(rule);
        return states == null ? null : states.get(municipality);
    }

    boolean isAnyFiring() {
        return alerts.values().stream()
                .flatMap(states -> states.values().stream())
                .anyMatch(AlertState::isFiring);
    }

    /** Evaluates the rules whose grid has a tick here; whether one of them began or ceased to fire. */
    boolean evaluate(long at, Readings readings, AlertPublisher out) {
        boolean changed = false;
        for (AlertRule rule : context.rules()) {
            if (rule.kind().isOfIncident() || at % rule.condition().everyMillis() != 0) {
                continue;
            }
            for (Municipality municipality : municipalities) {
                boolean fired = fires(rule.id(), municipality.number());
                evaluate(rule, municipality, at, readings, out);
                changed |= fired != fires(rule.id(), municipality.number());
            }
        }
        return changed;
    }

    private void evaluate(AlertRule rule, Municipality municipality, long at, Readings readings, AlertPublisher out) {
        AlertState state = stateOf(rule.id(), municipality.number());
        Reading reading =
                rule.scope().covers(context.region, municipality.id()) ? readings.read(rule, municipality, at) : null;
        if (reading == null) {
            if (state != null) {
                keep(rule.id(), municipality, null);
                AlertMachine.Outcome ended = AlertMachine.end(state, AlertMachine.Reason.OUT_OF_SCOPE);
                tell(rule, context.inForce().id(), municipality, ended, at, out);
            }
            return;
        }
        List<Hiding> hidings = reading.verdict() == Reading.Verdict.BREACH || state != null
                ? hidings(rule, municipality, at)
                : List.of();
        AlertMachine.Outcome outcome =
                AlertMachine.look(state, rule, context.inForce().id(), false, reading, hidings, at);
        keep(rule.id(), municipality, outcome.state());
        tell(rule, context.inForce().id(), municipality, outcome, at, out);
    }

    private List<Hiding> hidings(AlertRule rule, Municipality municipality, long at) {
        return context.hidings(rule, municipality, at, inhibitor -> fires(inhibitor, municipality.number()));
    }

    /** Looks again at what hides the alerts that fire. */
    void rehide(long at, AlertPublisher out) {
        for (AlertRule rule : context.rules()) {
            for (Municipality municipality : municipalities) {
                AlertState state = stateOf(rule.id(), municipality.number());
                if (state != null && state.isFiring()) {
                    AlertMachine.Outcome outcome = AlertMachine.hide(state, rule, hidings(rule, municipality, at));
                    keep(rule.id(), municipality, outcome.state());
                    tell(rule, context.inForce().id(), municipality, outcome, at, out);
                }
            }
        }
    }

    /** Ends what new rules do not have any more, and tells what goes on by a rule that reads otherwise. */
    void enforce(AlertRules before, long at, AlertPublisher out) {
        for (String id : List.copyOf(alerts.keySet())) {
            AlertRule old = before.find(id);
            AlertRule now = context.inForce().find(id);
            AlertRule goesOn = now != null && old != null && now.kind() == old.kind() ? now : null;
            for (Municipality municipality : municipalities) {
                AlertState state = stateOf(id, municipality.number());
                if (state == null) {
                    continue;
                }
                if (goesOn == null) {
                    keep(id, municipality, null);
                    if (old != null) {
                        AlertMachine.Outcome ended = AlertMachine.end(state, AlertMachine.Reason.RULE_REMOVED);
                        tell(old, before.id(), municipality, ended, at, out);
                    }
                } else {
                    AlertMachine.Outcome outcome =
                            AlertMachine.change(state, context.inForce().id(), !goesOn.equals(old));
                    keep(id, municipality, outcome.state());
                    tell(goesOn, context.inForce().id(), municipality, outcome, at, out);
                }
            }
        }
    }

    private void keep(String rule, Municipality municipality, @Nullable AlertState state) {
        if (state != null) {
            alerts.computeIfAbsent(rule, id -> new HashMap<>()).put(municipality.number(), state);
            return;
        }
        Map<Integer, AlertState> states = alerts.get(rule);
        if (states != null) {
            states.remove(municipality.number());
            if (states.isEmpty()) {
                alerts.remove(rule);
            }
        }
    }

    private void tell(
            AlertRule rule,
            String version,
            Municipality municipality,
            AlertMachine.Outcome outcome,
            long at,
            AlertPublisher out) {
        for (AlertMachine.Told told : outcome.told()) {
            AlertSubject subject =
                    subject(context.region, municipality, rule.scope().source(), null, null, at);
            out.publish(new AlertStep(
                    subject, rule, version, told, at, rule.condition().threshold(), null, null));
        }
    }

    static AlertSubject subject(
            String region,
            Municipality municipality,
            @Nullable Source source,
            @Nullable String incidentId,
            @Nullable Stage stage,
            long at) {
        MunicipalityVersion shown = municipality.versionOn(
                Instant.ofEpochMilli(at - 1).atZone(municipality.zone()).toLocalDate());
        return new AlertSubject(
                region, municipality.id(), shown.code(), shown.name(), municipality.zone(), source, incidentId, stage);
    }

    void pack(ByteWriter out) {
        List<String> rules = new ArrayList<>(alerts.keySet());
        out.putVarLong(rules.size());
        for (String rule : rules) {
            Map<Integer, AlertState> states = new TreeMap<>(Objects.requireNonNull(alerts.get(rule)));
            out.putString(rule);
            out.putVarLong(states.size());
            states.forEach((municipality, state) -> {
                out.putVarLong(municipality);
                state.pack(out);
            });
        }
    }

    void unpack(ByteReader in) {
        int rules = in.takeVarInt();
        for (int i = 0; i < rules; i++) {
            Map<Integer, AlertState> states = alerts.computeIfAbsent(in.takeString(), id -> new HashMap<>());
            int size = in.takeVarInt();
            for (int j = 0; j < size; j++) {
                states.put(in.takeVarInt(), AlertState.unpack(in));
            }
        }
    }
}
