package ru.otklik.domain.region;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertState;
import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.incident.StageStep;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** One incident that rules may fire for: its stages, and its alerts that are not at rest. */
final class WatchedIncident {
    private static final long DAY = 86_400_000;

    /** Names one alert of the incident. */
    record Key(String rule, Stage stage) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byRule = rule.compareTo(other.rule);
            return byRule == 0 ? stage.compareTo(other.stage) : byRule;
        }
    }

    final Source source;
    final String incidentId;
    /** Source and id. */
    final String key;

    final Map<Key, AlertState> alerts = new TreeMap<>();
    List<StageStep> steps;
    /** Number of the message that brought the steps: an older one brings nothing. */
    long number;
    /** When it is looked at again, a whole minute; NEVER if it is not in the wheel. */
    long due = AlertState.NEVER;

    WatchedIncident(BroughtStages brought) {
        this.source = brought.source();
        this.incidentId = brought.incidentId();
        this.key = brought.key();
        this.steps = brought.steps().unpack();
        this.number = brought.number();
    }

    static String key(Source source, String incidentId) {
        return (source == Source.POS ? "P" : "I") + incidentId;
    }

    /** The chunk of state that holds it: a new incident changes that of its own day only. */
    int bucket() {
        return steps.isEmpty() ? 0 : (int) Math.floorDiv(steps.get(0).start(), DAY);
    }

    boolean isFiring() {
        for (AlertState alert : alerts.values()) {
            if (alert.isFiring()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a stage runs at an instant or later. */
    boolean runsFrom(long at) {
        for (int i = 0; i < steps.size(); i++) {
            StageStep step = steps.get(i);
            if (step.change() == StageStep.Change.RUNS && (step.at() >= at || endOf(i) >= at)) {
                return true;
            }
        }
        return false;
    }

    private long endOf(int from) {
        for (int i = from + 1; i < steps.size(); i++) {
            if (steps.get(i).stage() == steps.get(from).stage()) {
                return steps.get(i).at();
            }
        }
        return AlertState.NEVER;
    }

    /** Since when start and deadline of a stage have been as at a step. */
    long unchangedSince(@Nullable StageStep current) {
        if (current == null) {
            return AlertState.NEVER;
        }
        long since = current.at();
        for (int i = steps.size() - 1; i >= 0; i--) {
            StageStep step = steps.get(i);
            if (step.stage() != current.stage() || step.at() > current.at()) {
                continue;
            }
            if (step.change() != StageStep.Change.RUNS
                    || step.start() != current.start()
                    || step.deadline() != current.deadline()) {
                break;
            }
            since = step.at();
        }
        return since;
    }

    void pack(ByteWriter out) {
        new BroughtStages(source, incidentId, PackedSteps.of(steps), number).pack(out);
        out.putVarLong(alerts.size());
        alerts.forEach((key, alert) -> {
            out.putString(key.rule());
            out.putByte(key.stage().ordinal());
            alert.pack(out);
        });
    }

    static WatchedIncident unpack(ByteReader in) {
        WatchedIncident incident = new WatchedIncident(BroughtStages.unpack(in));
        int alerts = in.takeVarInt();
        for (int i = 0; i < alerts; i++) {
            Key key = new Key(in.takeString(), Stage.values()[in.takeByte()]);
            incident.alerts.put(key, AlertState.unpack(in));
        }
        return incident;
    }
}
