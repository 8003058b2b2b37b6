package ru.otklik.domain.region;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertMachine;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.AlertState;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.alert.AlertSubject;
import ru.otklik.domain.alert.Hiding;
import ru.otklik.domain.alert.Reading;
import ru.otklik.domain.alert.StageCondition;
import ru.otklik.domain.clock.Explanation;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.incident.StageStep;
import ru.otklik.domain.reference.Municipality;

/**
 * The incidents of a region that rules may fire for.
 *
 * <p>Instants at which anything changes follow from the stages, and lie in a wheel of minutes: nothing is polled, and a
 * breach that lasts a second is seen. At a minute all that lies in the minute before is worked through in order of time,
 * by what messages with an older stamp have brought.
 */
final class IncidentWatch {
    static final long MINUTE = 60_000;

    private static final Stage[] STAGES = Stage.values();
    private static final Comparator<WatchedIncident> BY_KEY = (a, b) -> a.key.compareTo(b.key);
    private static final Comparator<WatchedIncident> BY_DUE =
            (a, b) -> a.due == b.due ? a.key.compareTo(b.key) : Long.compare(a.due, b.due);

    private final WatchContext context;
    private final MunicipalWatch municipal;
    private final StagesHere stages;
    final Map<String, WatchedIncident> incidents = new HashMap<>();
    final TreeMap<Long, List<BroughtStages>> pending = new TreeMap<>();
    /** Those that are due at some minute. */
    private final TreeSet<WatchedIncident> wheel = new TreeSet<>(BY_DUE);
    /** Incidents with an alert that fires. */
    private final TreeSet<String> firing = new TreeSet<>();
    /** Chunks of state that changed. */
    final Set<Integer> changedBuckets = new HashSet<>();

    long messages;

    IncidentWatch(WatchContext context, MunicipalWatch municipal) {
        this.context = context;
        this.municipal = municipal;
        this.stages = new StagesHere(context);
    }

    /** The minute after an instant: when all that happened until then is known. */
    static long minuteAfter(long instant) {
        return MeasureRules.nextTick(instant, MINUTE);
    }

    /** Takes the stages of an incident in; the minute at which they are due. */
    long receive(IncidentFacts facts, PackedSteps steps) {
        long effective = Math.max(facts.stamp(), facts.occurredAt());
        BroughtStages brought = new BroughtStages(facts.source(), facts.incidentId(), steps, ++messages);
        long due = minuteAfter(effective);
        pending.computeIfAbsent(due, minute -> new ArrayList<>()).add(brought);
        return due;
    }

    /** The next minute at which something is due; NEVER for none. */
    long nextDue() {
        long due = wheel.isEmpty() ? AlertState.NEVER : wheel.first().due;
        return pending.isEmpty() ? due : Math.min(due, pending.firstKey());
    }

    boolean isAnyFiring() {
        return !firing.isEmpty();
    }

    /**
     * Works through what happened before an instant.
     *
     * @param from first instant to look at: what was due before has been looked at
     * @param until end, exclusive, epoch milliseconds
     */
    void turn(long from, long until, AlertPublisher out) {
        Set<WatchedIncident> touched = new TreeSet<>(BY_KEY);
        while (!pending.isEmpty() && pending.firstKey() <= minuteAfter(until - 1)) {
            for (BroughtStages brought : pending.pollFirstEntry().getValue()) {
                WatchedIncident changed = apply(brought, from);
                if (changed != null) {
                    touched.add(changed);
                }
            }
        }
        while (!wheel.isEmpty() && wheel.first().due <= minuteAfter(until - 1)) {
            WatchedIncident first = wheel.first();
            schedule(first, AlertState.NEVER);
            touched.add(first);
        }
        for (WatchedIncident incident : touched) {
            work(incident, from, until, out);
        }
    }

    /** Looks at every incident at an instant, by rules that have just come into force. */
    void enforce(AlertRules before, long at, AlertPublisher out) {
        for (String key : new TreeSet<>(incidents.keySet())) {
            WatchedIncident incident = Objects.requireNonNull(incidents.get(key));
            for (WatchedIncident.Key alert : List.copyOf(incident.alerts.keySet())) {
                AlertRule now = context.inForce().find(alert.rule());
                AlertRule old = before.find(alert.rule());
                if (old != null && (now == null || now.kind() != old.kind())) {
                    end(incident, alert, old, before.id(), AlertMachine.Reason.RULE_REMOVED, at, out);
                } else if (now == null) {
                    incident.alerts.remove(alert);
                }
            }
            lookAt(incident, at, before, out);
            settle(incident, at + 1);
        }
    }

    /** Looks again at what hides the alerts that fire. */
    void rehide(long at, AlertPublisher out) {
        for (String key : List.copyOf(firing)) {
            WatchedIncident incident = Objects.requireNonNull(incidents.get(key));
            lookAt(incident, at, context.inForce(), out);
            settle(incident, at + 1);
        }
    }

    /** The incident, if a message changes it. */
    private @Nullable WatchedIncident apply(BroughtStages brought, long from) {
        WatchedIncident known = incidents.get(brought.key());
        if (known == null) {
            if (brought.steps().isEmpty()) {
                return null;
            }
            WatchedIncident incident = new WatchedIncident(brought);
            incidents.put(incident.key, incident);
            changedBuckets.add(incident.bucket());
            return incident;
        }
        if (known.number > brought.number()) {
            return null;
        }
        changedBuckets.add(known.bucket());
        known.steps = stages.withWithdrawn(known, brought.steps().unpack(), from);
        known.number = brought.number();
        changedBuckets.add(known.bucket());
        return known;
    }

    private void work(WatchedIncident incident, long from, long until, AlertPublisher out) {
        long at = from;
        while (at < until) {
            lookAt(incident, at, context.inForce(), out);
            at = nextPoint(incident, at);
        }
        settle(incident, until);
    }

    /** Enters the wheel again, or is forgotten. */
    private void settle(WatchedIncident incident, long until) {
        if (incident.isFiring()) {
            firing.add(incident.key);
        } else {
            firing.remove(incident.key);
        }
        if (incident.alerts.isEmpty() && !incident.runsFrom(until)) {
            incidents.remove(incident.key);
            changedBuckets.add(incident.bucket());
            schedule(incident, AlertState.NEVER);
            return;
        }
        enter(incident, until - 1);
    }

    /** Puts an incident into the wheel; that is derived from state, and filled again after a restart. */
    private void enter(WatchedIncident incident, long after) {
        long next = nextPoint(incident, after);
        schedule(incident, next == AlertState.NEVER ? next : minuteAfter(next));
    }

    /** The wheel goes by when incidents are due, so each leaves it while that changes. */
    private void schedule(WatchedIncident incident, long due) {
        if (incident.due == due) {
            return;
        }
        if (incident.due != AlertState.NEVER) {
            wheel.remove(incident);
        }
        incident.due = due;
        if (due != AlertState.NEVER) {
            wheel.add(incident);
        }
    }

    /** Puts back an incident that was kept in state. */
    void restore(WatchedIncident incident, long reached) {
        incidents.put(incident.key, incident);
        if (incident.isFiring()) {
            firing.add(incident.key);
        }
        // What lies in the minute before was looked at; looking again changes nothing.
        enter(incident, reached - 1);
    }

    private long nextPoint(WatchedIncident incident, long after) {
        long next = AlertState.NEVER;
        for (int i = 0; i < incident.steps.size(); i++) {
            StageStep step = incident.steps.get(i);
            if (step.at() > after) {
                next = Math.min(next, step.at());
            }
        }
        for (AlertRule rule : context.rules()) {
            if (!rule.kind().isOfIncident() || !rule.scope().covers(incident.source)) {
                continue;
            }
            for (Stage stage : STAGES) {
                AlertState state = incident.alerts.get(new WatchedIncident.Key(rule.id(), stage));
                StageStep step = StageCondition.stepAt(incident.steps, stage, after);
                if (step != null && step.change() == StageStep.Change.RUNS && covers(rule, stage)) {
                    long from =
                            StageCondition.holdsFrom(rule, step, context.reference.calendarOf(municipalityOf(step)));
                    next = later(next, from, after);
                }
                if (state != null) {
                    next = later(
                            next, state.isFiring() ? clearAt(state, rule) : state.since() + rule.forMillis(), after);
                }
            }
        }
        return next;
    }

    private static long clearAt(AlertState state, AlertRule rule) {
        return state.clearSince() == AlertState.NEVER ? AlertState.NEVER : state.clearSince() + rule.keepFiringMillis();
    }

    private static long later(long next, long candidate, long after) {
        return candidate > after ? Math.min(next, candidate) : next;
    }

    private static boolean covers(AlertRule rule, Stage stage) {
        return rule.condition().stage() == null || rule.condition().stage() == stage;
    }

    private void lookAt(WatchedIncident incident, long at, AlertRules before, AlertPublisher out) {
        for (AlertRule rule : context.rules()) {
            if (!rule.kind().isOfIncident()) {
                continue;
            }
            for (Stage stage : STAGES) {
                look(incident, rule, stage, at, before, out);
            }
        }
    }

    private void look(
            WatchedIncident incident, AlertRule rule, Stage stage, long at, AlertRules before, AlertPublisher out) {
        WatchedIncident.Key key = new WatchedIncident.Key(rule.id(), stage);
        AlertState state = incident.alerts.get(key);
        StageStep step = StageCondition.stepAt(incident.steps, stage, at);
        if (step == null && state == null) {
            return;
        }
        Municipality municipality = step == null ? null : context.reference.municipalityByNumber(step.municipality());
        boolean here = municipality != null && municipality.region().equals(context.region);
        boolean covered = covers(rule, stage)
                && rule.scope().covers(incident.source)
                && (!here
                        || rule.scope()
                                .covers(
                                        context.region,
                                        Objects.requireNonNull(municipality).id()));
        if (!covered) {
            if (state != null) {
                end(incident, key, rule, context.inForce().id(), AlertMachine.Reason.OUT_OF_SCOPE, at, out);
            }
            return;
        }
        long holdsFrom = step == null || !here
                ? AlertState.NEVER
                : StageCondition.holdsFrom(
                        rule, step, context.reference.calendarOf(Objects.requireNonNull(municipality)));
        Reading reading = StageCondition.read(rule, here ? step : null, incident.unchangedSince(step), holdsFrom, at);
        if (state == null && reading.verdict() != Reading.Verdict.BREACH) {
            return;
        }
        List<Hiding> hidings =
                here ? hidings(rule, Objects.requireNonNull(municipality), incident, stage, at) : List.of();
        AlertMachine.Outcome outcome = AlertMachine.look(
                state,
                rule,
                context.inForce().id(),
                !before.equals(context.inForce()) && !rule.equals(before.find(rule.id())),
                reading,
                hidings,
                at);
        keep(incident, key, outcome.state());
        tell(incident, rule, stage, context.inForce().id(), outcome, at, out);
    }

    private List<Hiding> hidings(
            AlertRule rule, Municipality municipality, WatchedIncident incident, Stage stage, long at) {
        return context.hidings(rule, municipality, at, inhibitor -> {
            AlertState same = incident.alerts.get(new WatchedIncident.Key(inhibitor, stage));
            return (same != null && same.isFiring()) || municipal.fires(inhibitor, municipality.number());
        });
    }

    private void keep(WatchedIncident incident, WatchedIncident.Key key, @Nullable AlertState state) {
        AlertState was = state == null ? incident.alerts.remove(key) : incident.alerts.put(key, state);
        if (!Objects.equals(was, state)) {
            changedBuckets.add(incident.bucket());
        }
    }

    private void end(
            WatchedIncident incident,
            WatchedIncident.Key key,
            AlertRule rule,
            String version,
            AlertMachine.Reason reason,
            long at,
            AlertPublisher out) {
        AlertState state = incident.alerts.get(key);
        if (state != null) {
            keep(incident, key, null);
            tell(incident, rule, key.stage(), version, AlertMachine.end(state.withoutValue(), reason), at, out);
        }
    }

    private Municipality municipalityOf(StageStep step) {
        return Objects.requireNonNull(
                context.reference.municipalityByNumber(step.municipality()), "a municipality left the reference data");
    }

    private void tell(
            WatchedIncident incident,
            AlertRule rule,
            Stage stage,
            String version,
            AlertMachine.Outcome outcome,
            long at,
            AlertPublisher out) {
        if (outcome.told().isEmpty()) {
            return;
        }
        StageStep step = Objects.requireNonNull(stages.lastHere(incident.steps, stage, at), "no stage");
        Municipality municipality = context.reference.municipalityByNumber(step.municipality());
        if (municipality == null) {
            return;
        }
        AlertSubject subject =
                MunicipalWatch.subject(context.region, municipality, incident.source, incident.incidentId, stage, at);
        BigDecimal threshold = rule.condition().threshold();
        if (rule.kind() == AlertKind.INCIDENT_DEADLINE_NEAR && step.deadline() != StageStep.NO_DEADLINE) {
            threshold = BigDecimal.valueOf(
                    step.deadline() - StageCondition.holdsFrom(rule, step, context.reference.calendarOf(municipality)));
        }
        WorkingCalendar calendar = context.reference.calendarOf(municipality);
        Norm norm = step.norm();
        boolean byNorm = norm != null && calendar.deadline(step.start(), norm) == step.deadline();
        Explanation explanation = norm != null && byNorm ? calendar.explainDeadline(step.start(), norm) : null;
        for (AlertMachine.Told told : outcome.told()) {
            out.publish(new AlertStep(subject, rule, version, told, at, threshold, step, explanation));
        }
    }
}
