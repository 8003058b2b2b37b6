package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ru.otklik.domain.alert.AlertRegister;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.AlertState;
import ru.otklik.domain.alert.RulePacking;
import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * Watches a region: its incidents at exact instants, its municipalities on a grid, and what hides their alerts.
 *
 * <p>All of it moves with event time, from minute to minute at which something is due, and at each such minute in one
 * order: incidents, rules that come into force, municipalities, what hides. So what fires follows from input alone.
 */
final class RegionWatch {
    /** Working time begins and ends at multiples of this, local or not. */
    private static final long QUIET_GRID_MILLIS = 15 * IncidentWatch.MINUTE;

    /** What waits is packed like an incident that is watched, which has alerts. */
    private static final int NO_ALERTS = 0;

    private final WatchContext context;
    private final MunicipalWatch municipal;
    final IncidentWatch incidents;
    private final MunicipalReadings readings;
    private final boolean isOn;
    /** What the register had come to when it was asked last. */
    private int changes;
    /** The last minute that was worked through; Long.MIN_VALUE before the first. */
    private long reached = Long.MIN_VALUE;
    /** Incidents out of state that have not been entered yet. */
    private final List<WatchedIncident> restored = new ArrayList<>();

    RegionWatch(String region, RegionBook book, MeasureRules rules, AlertRegister alerts) {
        this.context = new WatchContext(region, rules.reference(), alerts);
        this.municipal = new MunicipalWatch(context);
        this.incidents = new IncidentWatch(context, municipal);
        this.readings = new MunicipalReadings(book, rules);
        this.isOn = alerts.isOn();
    }

    boolean isOn() {
        return isOn;
    }

    /** Takes stages in; when they are due, NEVER if there are none. */
    long receive(IncidentFacts facts) {
        PackedSteps steps = facts.steps();
        return isOn && steps != null ? incidents.receive(facts, steps) : AlertState.NEVER;
    }

    /** Whether rules or silences came since {@link #nextDue} was asked. */
    boolean hasNews() {
        return isOn && changes != context.book.changes();
    }

    /** The next minute at which {@link #turn} has something to do; NEVER for none. */
    long nextDue() {
        if (!isOn) {
            return AlertState.NEVER;
        }
        changes = context.book.changes();
        long due = incidents.nextDue();
        if (reached == Long.MIN_VALUE) {
            return Math.min(due, context.book.nextChange(reached));
        }
        boolean rulesDiffer = !context.inForce().equals(context.book.at(reached));
        due = Math.min(due, rulesDiffer ? reached + IncidentWatch.MINUTE : context.book.nextChange(reached));
        if (incidents.isAnyFiring() || municipal.isAnyFiring()) {
            due = Math.min(due, context.book.nextSilenceChange(reached));
            if (context.rules().stream().anyMatch(AlertRule::quietHours)) {
                due = Math.min(due, MeasureRules.nextTick(reached, QUIET_GRID_MILLIS));
            }
        }
        return due;
    }

    /** The next instant after one at which municipalities are evaluated, by the rules in force; NEVER for none. */
    long nextTick(long last) {
        // Rules that have just come into force are not asked what they would have said before.
        long after = reached == Long.MIN_VALUE ? last : Math.max(last, reached - 1);
        long tick = AlertState.NEVER;
        if (isOn) {
            for (AlertRule rule : context.rules()) {
                long every = rule.condition().everyMillis();
                if (every > 0) {
                    tick = Math.min(tick, MeasureRules.nextTick(after, every));
                }
            }
        }
        return tick;
    }

    /** Works through what was due up to a minute. */
    void turn(long at, AlertPublisher out) {
        boolean first = reached == Long.MIN_VALUE;
        AlertRules now = context.book.at(at);
        if (first) {
            context.enforce(context.book.at(at - 1));
        }
        long before = reached;
        incidents.turn(at - IncidentWatch.MINUTE, at, out);
        if (!now.equals(context.inForce())) {
            AlertRules old = context.inForce();
            context.enforce(now);
            municipal.enforce(old, at, out);
            incidents.enforce(old, at, out);
        }
        reached = at;
        boolean silenceChanges = !first && context.book.nextSilenceChange(before) <= at;
        boolean isTick = at % QUIET_GRID_MILLIS == 0;
        // Thousands may fire for months; between two turns of quiet hours nothing hides or shows them.
        if (silenceChanges || (isTick && context.quietHoursTurned(at - QUIET_GRID_MILLIS, at))) {
            rehide(at, out);
        }
    }

    private void rehide(long at, AlertPublisher out) {
        municipal.rehide(at, out);
        incidents.rehide(at, out);
    }

    /** Evaluates municipalities at a tick up to which the book has moved. */
    void evaluate(long at, AlertPublisher out) {
        if (!isOn || nextTick(at - 1) != at) {
            return;
        }
        if (reached == Long.MIN_VALUE) {
            reached = at;
            context.enforce(context.book.at(at));
        }
        if (municipal.evaluate(at, readings, out)) {
            rehide(at, out);
        }
    }

    /** Ends a bounded run: what is dated up to and including an instant has happened. */
    void finish(long asOf, AlertPublisher out) {
        if (isOn) {
            long from = Math.floorDiv(asOf, IncidentWatch.MINUTE) * IncidentWatch.MINUTE;
            incidents.turn(from, asOf + 1, out);
        }
    }

    void pack(ByteWriter out) {
        out.putSignedVarLong(reached);
        byte[] rules = RulePacking.pack(context.inForce());
        out.putVarLong(rules.length);
        out.putBytes(rules, 0, rules.length);
        out.putVarLong(incidents.messages);
        municipal.pack(out);
        out.putVarLong(incidents.pending.values().stream().mapToInt(List::size).sum());
        incidents.pending.forEach((minute, brought) -> brought.forEach(each -> {
            out.putSignedVarLong(minute);
            each.pack(out);
            out.putVarLong(NO_ALERTS);
        }));
    }

    void unpack(ByteReader in) {
        reached = in.takeSignedVarLong();
        AlertRules kept = RulePacking.unpack(in.takeBytes(in.takeVarInt()));
        AlertRules known = context.book.at(reached);
        context.enforce(kept.equals(known) ? known : kept);
        incidents.messages = in.takeVarLong();
        municipal.unpack(in);
        int waiting = in.takeVarInt();
        for (int i = 0; i < waiting; i++) {
            long minute = in.takeSignedVarLong();
            BroughtStages brought = BroughtStages.unpack(in);
            in.takeVarLong();
            incidents.pending.computeIfAbsent(minute, key -> new ArrayList<>()).add(brought);
        }
    }

    /** Incidents of the chunks that changed since the last call, packed by chunk; an empty one is null. */
    void saveIncidents(BucketSink sink) {
        if (incidents.changedBuckets.isEmpty()) {
            return;
        }
        Map<Integer, ByteWriter> chunks = new HashMap<>();
        incidents.incidents.forEach((key, incident) -> {
            if (incidents.changedBuckets.contains(incident.bucket())) {
                incident.pack(chunks.computeIfAbsent(incident.bucket(), bucket -> RegionState.start()));
            }
        });
        for (int bucket : incidents.changedBuckets) {
            ByteWriter packed = chunks.get(bucket);
            sink.put(bucket, packed == null ? new byte[0] : packed.toBytes());
        }
        incidents.changedBuckets.clear();
    }

    /** Takes a chunk of incidents; an empty array for none. */
    interface BucketSink {
        void put(int bucket, byte[] chunk);
    }

    /** Keeps incidents until all of the state is there: when they are due hangs on the rest. */
    void unpackIncidents(ByteReader in) {
        while (in.hasMore()) {
            restored.add(WatchedIncident.unpack(in));
        }
    }

    /** Enters what was restored, once everything else has been. */
    void settle() {
        for (WatchedIncident incident : restored) {
            incidents.restore(incident, reached);
        }
        restored.clear();
    }
}
