package ru.otklik.domain.incident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;

/**
 * What follows from the set of an incident's events: dated facts.
 *
 * @param facts in the order of their causes; the same list for the same set in any order
 * @param registration the event that opened the incident, null for an orphan
 * @param stillRunning whether a stage runs after the last event
 * @param newestMillis greatest occurredAt of the set, epoch milliseconds
 */
public record Verdict(List<Fact> facts, @Nullable IncidentEvent registration, boolean stillRunning, long newestMillis) {
    /** Up to this number of events pairs find a repeated eventId faster than a hash table does. */
    private static final int FEW_EVENTS = 16;

    /** Judges a non-empty set of events; a pure function of the set. */
    public static Verdict of(List<IncidentEvent> events, Source source, VerdictRules rules) {
        return of(events, source, rules, null);
    }

    /**
     * The same, telling the stages as well.
     *
     * @param steps takes the steps of stages: what is dated before an instant follows from the events dated before it;
     *     null if nobody wants them
     */
    static Verdict of(List<IncidentEvent> events, Source source, VerdictRules rules, @Nullable List<StageStep> steps) {
        List<IncidentEvent> ordered = inOrder(events);
        long newest = ordered.get(ordered.size() - 1).occurredAt();
        List<IncidentEvent> conflicts = new ArrayList<>(0);
        List<IncidentEvent> counting = withoutConflicts(ordered, conflicts);
        IncidentEvent registration = firstOf(EventType.REGISTERED, counting, Long.MIN_VALUE);
        if (registration == null) {
            return new Verdict(List.of(), null, false, newest);
        }
        Municipality home = rules.reference().findMunicipality(String.valueOf(registration.municipality()));
        if (home == null) {
            // The door lets only known codes in; a code that left the reference data later owns nothing any more.
            return new Verdict(List.of(), registration, false, newest);
        }
        Responsibility responsibility = Responsibility.of(registration, home, counting, rules.reference());
        IncidentEvent cancellation = firstOf(EventType.CANCELLED, counting, registration.occurredAt());
        if (cancellation != null) {
            if (steps != null) {
                tellStagesUntil(
                        cancellation, counting, new Lifecycle(source, registration, responsibility, rules, steps));
            }
            Owner owner = responsibility.at(cancellation.occurredAt());
            Fact cancelled =
                    new Fact(FactKind.CANCELLED, cancellation.occurredAt(), owner.number(), owner.authority(), 0, 0);
            return new Verdict(List.of(cancelled), registration, false, newest);
        }
        Lifecycle lifecycle = new Lifecycle(source, registration, responsibility, rules, steps);
        for (IncidentEvent conflict : conflicts) {
            lifecycle.anomaly(AnomalyKind.CONFLICTING_EVENT, conflict.occurredAt());
        }
        for (IncidentEvent event : counting) {
            lifecycle.apply(event);
        }
        boolean running = lifecycle.finish(newest);
        return new Verdict(lifecycle.facts(), registration, running, newest);
    }

    private static void tellStagesUntil(IncidentEvent cancellation, List<IncidentEvent> counting, Lifecycle lifecycle) {
        for (IncidentEvent event : counting) {
            if (event.compareTo(cancellation) < 0) {
                lifecycle.apply(event);
            }
        }
        lifecycle.withdraw(cancellation.occurredAt());
    }

    /** Most events come in their order. */
    private static List<IncidentEvent> inOrder(List<IncidentEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i - 1).compareTo(events.get(i)) > 0) {
                List<IncidentEvent> ordered = new ArrayList<>(events);
                ordered.sort(null);
                return ordered;
            }
        }
        return events;
    }

    /** Of different texts under one eventId the first counts. */
    private static List<IncidentEvent> withoutConflicts(List<IncidentEvent> ordered, List<IncidentEvent> conflicts) {
        if (ordered.size() <= FEW_EVENTS && areDistinct(ordered)) {
            return ordered;
        }
        List<IncidentEvent> counting = new ArrayList<>(ordered.size());
        Map<Long, IncidentEvent> byId = new HashMap<>(ordered.size() * 2);
        for (IncidentEvent event : ordered) {
            if (byId.putIfAbsent(event.eventHash(), event) == null) {
                counting.add(event);
            } else {
                conflicts.add(event);
            }
        }
        return counting;
    }

    private static boolean areDistinct(List<IncidentEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (events.get(i).eventHash() == events.get(j).eventHash()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static @Nullable IncidentEvent firstOf(EventType type, List<IncidentEvent> ordered, long notBefore) {
        for (int i = 0; i < ordered.size(); i++) {
            IncidentEvent event = ordered.get(i);
            if (event.type() == type && event.occurredAt() >= notBefore) {
                return event;
            }
        }
        return null;
    }
}
