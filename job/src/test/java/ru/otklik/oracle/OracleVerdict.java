package ru.otklik.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.oracle.OracleFact.Kind;
import ru.otklik.oracle.OracleFact.Stage;

/**
 * The set of an incident's events in, its facts out: the table of effects, line by line. Over 400 lines, since the table
 * is one thing and is read beside the specification.
 */
final class OracleVerdict {

    /**
     * What is known of one incident.
     *
     * @param outcomes those of the facts that figures by registration count, told where it was registered
     * @param running whether a stage runs, be it past its deadline
     */
    record Judged(List<OracleFact> facts, List<OracleFact> outcomes, boolean orphan, boolean running) {
        static Judged nothing() {
            return new Judged(List.of(), List.of(), true, false);
        }
    }

    private record Holder(String municipality, @Nullable String authority) {}

    /** A running stage; without a deadline it is neither met nor missed. */
    private static final class Run {
        private final long start;
        private @Nullable Long deadline;
        private final boolean restartsOnTransfer;

        Run(long start, @Nullable Long deadline, boolean restartsOnTransfer) {
            this.start = start;
            this.deadline = deadline;
            this.restartsOnTransfer = restartsOnTransfer;
        }
    }

    private record Miss(Stage stage, long date) {}

    private static final long NEVER = Long.MAX_VALUE;

    private final OracleReference reference;
    private final OracleEvent registration;
    private final List<OracleEvent> events;
    private final long abandonedAt;

    private final List<OracleFact> facts = new ArrayList<>();
    private final TreeMap<Long, Holder> holders = new TreeMap<>();
    private final Map<Stage, Run> running = new HashMap<>();
    private final List<Miss> misses = new ArrayList<>();
    private final OracleLevels open = new OracleLevels();
    private final OracleLevels overdue = new OracleLevels();
    private final Map<Integer, OracleEvent> ratings = new TreeMap<>();
    private Holder holder;
    private int answers;
    private boolean everResolved;
    private boolean closed;

    private OracleVerdict(
            OracleReference reference, OracleEvent registration, List<OracleEvent> events, long abandonedAt) {
        this.reference = reference;
        this.registration = registration;
        this.events = events;
        this.abandonedAt = abandonedAt;
        this.holder = new Holder(placeOf(registration), registration.authority());
    }

    static Judged of(OracleReference reference, Collection<OracleEvent> set, long retainUnanswered) {
        List<OracleEvent> ordered = set.stream().sorted(OracleEvent.ORDER).toList();
        List<OracleEvent> counting = new ArrayList<>();
        List<OracleEvent> conflicting = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        ordered.forEach(e -> (ids.add(e.eventId()) ? counting : conflicting).add(e));
        OracleEvent registration = counting.stream()
                .filter(e -> e.type() == OracleEvent.Type.REGISTERED)
                .findFirst()
                .orElse(null);
        if (registration == null) {
            return Judged.nothing();
        }
        long abandonedAt = ordered.get(ordered.size() - 1).occurredAt() + retainUnanswered;
        OracleVerdict verdict = new OracleVerdict(reference, registration, counting, abandonedAt);
        return verdict.judge(conflicting);
    }

    private Judged judge(List<OracleEvent> conflicting) {
        OracleEvent cancellation = events.stream()
                .filter(e -> e.type() == OracleEvent.Type.CANCELLED && !isBefore(e))
                .findFirst()
                .orElse(null);
        if (cancellation != null) {
            for (OracleEvent event : events) {
                if (!isBefore(event) && event.occurredAt() <= cancellation.occurredAt()) {
                    moveOnly(event);
                }
            }
            fact(Kind.CANCELLED, null, cancellation.occurredAt(), holder, 0, 0, 0, 1);
            return judged(false);
        }
        conflicting.forEach(e -> anomaly("CONFLICTING_EVENT", e.occurredAt()));
        for (OracleEvent event : events) {
            if (isBefore(event)) {
                anomaly("BEFORE_REGISTRATION", event.occurredAt());
            } else {
                apply(event);
            }
        }
        ratings.values()
                .forEach(e -> fact(Kind.RATED, null, e.occurredAt(), holderAt(e.occurredAt()), 0, 0, e.rating(), 1));
        boolean stillRunning = !running.isEmpty();
        for (Stage stage : Stage.values()) {
            Run run = running.get(stage);
            if (run != null) {
                missed(stage, run, NEVER);
                endLevels(run, stage, abandonedAt);
            }
        }
        if (stillRunning) {
            anomaly("ABANDONED", abandonedAt);
        }
        misses.forEach(miss -> fact(Kind.MISSED, miss.stage(), miss.date(), holderAt(miss.date()), 0, 0, 0, 1));
        levels(Kind.OPEN, open);
        levels(Kind.OVERDUE, overdue);
        return judged(stillRunning);
    }

    private Judged judged(boolean stillRunning) {
        String home = placeOf(registration);
        List<OracleFact> told = new ArrayList<>();
        List<OracleFact> outcomes = new ArrayList<>();
        for (OracleFact fact : facts) {
            boolean isHome = fact.municipality().equals(home);
            told.add(fact.isOutcome() && isHome ? fact.toldAt(home, registration.occurredAt()) : fact);
            if (fact.isOutcome()) {
                outcomes.add(fact.toldAt(home, registration.occurredAt()));
            }
        }
        return new Judged(told, outcomes, false, stillRunning);
    }

    private boolean isBefore(OracleEvent event) {
        return event.occurredAt() < registration.occurredAt();
    }

    private void moveOnly(OracleEvent event) {
        if (event.type() == OracleEvent.Type.ASSIGNED) {
            holder = new Holder(holder.municipality(), event.authority());
        } else if (event.type() == OracleEvent.Type.TRANSFERRED) {
            holder = new Holder(placeOf(event), event.authority());
        }
    }

    private void apply(OracleEvent event) {
        long at = event.occurredAt();
        switch (event.type()) {
            case REGISTERED -> register(event);
            case ASSIGNED -> {
                moveOnly(event);
                holders.put(at, holder);
            }
            case TRANSFERRED -> transfer(event);
            case EXTENDED -> extend(event);
            case ANSWERED -> {
                answers++;
                end(Stage.RESPONSE, at);
                if (event.isFinal()) {
                    end(Stage.RESOLUTION, at);
                    end(Stage.REWORK, at);
                }
            }
            case RETURNED -> sendBack(Kind.RETURNED, "RETURNED_BEFORE_ANSWER", at);
            case REOPENED -> sendBack(Kind.REOPENED, "REOPENED_BEFORE_ANSWER", at);
            case RATED -> {
                if (answers == 0) {
                    anomaly("RATED_BEFORE_ANSWER", at);
                } else {
                    ratings.put(answers, event);
                }
            }
            case CLOSED -> close(at);
            case CANCELLED -> throw new IllegalStateException("judged apart");
        }
    }

    private void register(OracleEvent event) {
        long at = event.occurredAt();
        if (!event.equals(registration)) {
            anomaly("DUPLICATE_REGISTRATION", at);
            return;
        }
        holders.put(at, holder);
        facts.add(new OracleFact(
                Kind.REGISTERED,
                null,
                at,
                holder.municipality(),
                holder.authority(),
                event.source(),
                0,
                0,
                0,
                event.topic(),
                event.channel(),
                event.citizen(),
                null,
                null,
                0,
                1));
        start(Stage.RESPONSE, at, event.respondBy());
        start(Stage.RESOLUTION, at, event.resolveBy());
    }

    private void start(Stage stage, long at, @Nullable Long explicit) {
        OracleReference.Municipality place = reference.municipality(holder.municipality());
        OracleReference.Norm norm = reference.normFor(
                place, registration.source(), registration.topic(), registration.priority(), stage.name(), at);
        Long deadline = explicit != null
                ? Long.valueOf(Math.max(explicit, at))
                : norm == null ? null : Long.valueOf(reference.deadline(norm, place, at));
        running.put(stage, new Run(at, deadline, norm != null && norm.restarts()));
    }

    private void transfer(OracleEvent event) {
        long at = event.occurredAt();
        Holder before = holder;
        moveOnly(event);
        holders.put(at, holder);
        if (before.municipality().equals(holder.municipality())) {
            return;
        }
        fact(Kind.TRANSFERRED_OUT, null, at, before, 0, 0, 0, 1);
        fact(Kind.TRANSFERRED_IN, null, at, holder, 0, 0, 0, 1);
        for (Stage stage : Stage.values()) {
            Run run = running.get(stage);
            if (run != null && run.restartsOnTransfer) {
                missed(stage, run, at);
                endLevels(run, stage, at);
                start(stage, at, null);
            }
        }
    }

    private void extend(OracleEvent event) {
        boolean moved = extend(running.get(Stage.RESPONSE), event.respondBy(), event.occurredAt());
        moved |= extend(running.get(Stage.RESOLUTION), event.resolveBy(), event.occurredAt());
        moved |= extend(running.get(Stage.REWORK), event.resolveBy(), event.occurredAt());
        if (!moved) {
            anomaly("EXTENSION_WITHOUT_EFFECT", event.occurredAt());
        }
    }

    private static boolean extend(@Nullable Run run, @Nullable Long wanted, long at) {
        if (run == null || wanted == null) {
            return false;
        }
        long old = run.deadline == null ? NEVER : run.deadline;
        long moved = Math.max(wanted, at);
        if (at > old || moved == old) {
            return false;
        }
        run.deadline = moved;
        return true;
    }

    /** Ends a stage if it runs. */
    private void end(Stage stage, long at) {
        Run run = running.remove(stage);
        if (run == null) {
            return;
        }
        if (stage != Stage.REWORK) {
            long working =
                    reference.calendar().workingMillis(reference.municipality(holder.municipality()), run.start, at);
            Kind kind = stage == Stage.RESPONSE ? Kind.RESPONDED : Kind.RESOLVED;
            fact(kind, null, at, holder, at - run.start, working, 0, 1);
        }
        everResolved |= stage == Stage.RESOLUTION;
        if (run.deadline != null && at <= run.deadline) {
            met(stage, at, run.deadline);
        } else {
            missed(stage, run, NEVER);
        }
        endLevels(run, stage, at);
    }

    private void met(Stage stage, long at, long due) {
        facts.add(new OracleFact(
                Kind.MET,
                stage,
                at,
                holder.municipality(),
                holder.authority(),
                registration.source(),
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                due,
                1));
    }

    /** Notes the miss of a stage's deadline unless the deadline lies after {@code until}; who was responsible then is known at the end. */
    private void missed(Stage stage, Run run, long until) {
        if (run.deadline != null && run.deadline <= until) {
            misses.add(new Miss(stage, run.deadline));
        }
    }

    private void endLevels(Run run, Stage stage, long at) {
        if (stage != Stage.RESPONSE) {
            open.add(run.start, at);
        }
        if (run.deadline != null) {
            overdue.add(run.deadline, at);
        }
    }

    private void sendBack(Kind kind, String tooEarly, long at) {
        if (!everResolved) {
            anomaly(tooEarly, at);
            return;
        }
        closed = false;
        fact(kind, null, at, holder, 0, 0, 0, 1);
        if (!running.containsKey(Stage.REWORK)) {
            start(Stage.REWORK, at, null);
        }
    }

    private void close(long at) {
        if (closed) {
            anomaly("CLOSED_TWICE", at);
            return;
        }
        closed = true;
        answers += running.containsKey(Stage.RESPONSE) ? 1 : 0;
        fact(Kind.CLOSED, null, at, holder, 0, 0, 0, 1);
        end(Stage.RESPONSE, at);
        end(Stage.RESOLUTION, at);
        end(Stage.REWORK, at);
    }

    private Holder holderAt(long instant) {
        return holders.floorEntry(instant).getValue();
    }

    /** A level as entering and leaving; it changes hands with responsibility. */
    private void levels(Kind kind, OracleLevels level) {
        for (OracleLevels.Span span : level.united()) {
            long from = span.from();
            Holder who = holderAt(from);
            fact(kind, null, from, who, 0, 0, 0, 1);
            for (Map.Entry<Long, Holder> change :
                    holders.subMap(from, false, span.to(), false).entrySet()) {
                if (!who.equals(change.getValue())) {
                    fact(kind, null, change.getKey(), who, 0, 0, 0, -1);
                    who = change.getValue();
                    fact(kind, null, change.getKey(), who, 0, 0, 0, 1);
                }
            }
            fact(kind, null, span.to(), who, 0, 0, 0, -1);
        }
    }

    private void anomaly(String kind, long at) {
        facts.add(new OracleFact(
                Kind.ANOMALY,
                null,
                at,
                placeOf(registration),
                registration.authority(),
                registration.source(),
                0,
                0,
                0,
                null,
                null,
                null,
                kind,
                null,
                0,
                1));
    }

    private void fact(
            Kind kind, @Nullable Stage stage, long at, Holder who, long elapsed, long working, int rating, int step) {
        facts.add(new OracleFact(
                kind,
                stage,
                at,
                who.municipality(),
                who.authority(),
                registration.source(),
                elapsed,
                working,
                rating,
                null,
                null,
                null,
                null,
                null,
                0,
                step));
    }

    private static String placeOf(OracleEvent event) {
        String municipality = event.municipality();
        if (municipality == null) {
            throw new IllegalStateException("no municipality in " + event.text());
        }
        return municipality;
    }
}
