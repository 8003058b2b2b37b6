package ru.otklik.domain.incident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.reference.Municipality;

/** One walk through the events of a registered, not cancelled incident in their order; collects facts. */
final class Lifecycle {
    private static final long NO_DEADLINE = StageStep.NO_DEADLINE;
    private static final Stage[] STAGES = Stage.values();

    /** A stage under way. A miss is known only when it ends, or never does. */
    private record Running(
            Stage stage,
            long start,
            long deadline,
            @Nullable Norm norm) {}

    private record Span(long from, long until) {}

    /** Of an answer, by the answer's number. */
    private record Rating(int answer, IncidentEvent event) {}

    private final Source source;
    private final IncidentEvent registration;
    private final Responsibility responsibility;
    private final VerdictRules rules;
    private final List<Fact> facts = new ArrayList<>(12);
    /** By ordinal of the stage. */
    private final @Nullable Running[] running = new @Nullable Running[STAGES.length];

    /** Steps of stages, if anybody wants to know them. */
    private final @Nullable List<StageStep> steps;

    private final List<Span> overdue = new ArrayList<>(1);
    /** The rating that counts of each answer that has one. */
    private final List<Rating> ratings = new ArrayList<>(0);

    private Municipality municipality;
    private @Nullable String authority;
    private long openSince;
    private int answers;
    private boolean answeredFinally;
    private boolean closed;

    /** @param steps takes the steps of stages, not yet in order; null if nobody wants them */
    Lifecycle(
            Source source,
            IncidentEvent registration,
            Responsibility responsibility,
            VerdictRules rules,
            @Nullable List<StageStep> steps) {
        this.steps = steps;
        this.source = source;
        this.registration = registration;
        this.responsibility = responsibility;
        this.rules = rules;
        this.municipality = responsibility.first().municipality();
        this.authority = registration.authority();
    }

    List<Fact> facts() {
        return facts;
    }

    /** Anomalies belong to whoever was responsible at registration. */
    void anomaly(AnomalyKind kind, long date) {
        Owner home = responsibility.first();
        facts.add(new Fact(FactKind.ANOMALY, date, home.number(), home.authority(), 0, kind.ordinal()));
    }

    void apply(IncidentEvent event) {
        if (event.occurredAt() < registration.occurredAt()) {
            anomaly(AnomalyKind.BEFORE_REGISTRATION, event.occurredAt());
            return;
        }
        switch (event.type()) {
            case REGISTERED -> register(event);
            case ASSIGNED -> authority = event.authority();
            case TRANSFERRED -> transfer(event);
            case EXTENDED -> extend(event);
            case ANSWERED -> answer(event);
            case RETURNED -> sendBack(event, FactKind.RETURNED, AnomalyKind.RETURNED_BEFORE_ANSWER);
            case REOPENED -> sendBack(event, FactKind.REOPENED, AnomalyKind.REOPENED_BEFORE_ANSWER);
            case RATED -> rate(event);
            case CLOSED -> close(event);
            case CANCELLED -> throw new IllegalStateException("a cancelled incident has no lifecycle");
        }
    }

    /**
     * Ends the walk: what still runs misses its deadline in the future, and is abandoned when its retention ends.
     *
     * @return whether a stage still runs
     */
    boolean finish(long newestMillis) {
        boolean stillRunning = false;
        long abandonedAt = newestMillis + rules.retainUnansweredMillis();
        for (Running stage : running) {
            stillRunning |= stage != null;
            if (stage != null) {
                step(abandonedAt, StageStep.Change.ENDED, stage);
            }
            if (stage != null && stage.deadline() != NO_DEADLINE) {
                miss(stage);
                if (stage.deadline() < abandonedAt) {
                    overdue.add(new Span(stage.deadline(), abandonedAt));
                }
            }
        }
        if (stillRunning) {
            responsibility.trace(openSince, abandonedAt, FactKind.OPEN_FROM, FactKind.OPEN_UNTIL, facts);
            anomaly(AnomalyKind.ABANDONED, abandonedAt);
        }
        traceOverdue();
        for (Rating rating : ratings) {
            fact(FactKind.RATED, rating.event().occurredAt(), 0, rating.event().rating());
        }
        return stillRunning;
    }

    private void register(IncidentEvent event) {
        if (!event.equals(registration)) {
            anomaly(AnomalyKind.DUPLICATE_REGISTRATION, event.occurredAt());
            return;
        }
        long now = event.occurredAt();
        Owner home = responsibility.first();
        facts.add(new Fact(FactKind.REGISTERED, now, home.number(), home.authority(), 0, 0));
        start(Stage.RESPONSE, now, event.respondBy());
        start(Stage.RESOLUTION, now, event.resolveBy());
        openSince = now;
    }

    private void transfer(IncidentEvent event) {
        Municipality target = rules.reference().findMunicipality(String.valueOf(event.municipality()));
        if (target == null || target.number() == municipality.number()) {
            authority = event.authority();
            return;
        }
        long now = event.occurredAt();
        facts.add(new Fact(FactKind.TRANSFERRED_OUT, now, municipality.number(), authority, 0, 0));
        facts.add(new Fact(FactKind.TRANSFERRED_IN, now, target.number(), event.authority(), 0, 0));
        municipality = target;
        authority = event.authority();
        for (Stage each : STAGES) {
            Running stage = running[each.ordinal()];
            if (stage != null && stage.norm() != null && stage.norm().onTransfer() == OnTransfer.RESTART) {
                if (stage.deadline() <= now) {
                    miss(stage);
                    overdue.add(new Span(stage.deadline(), now));
                }
                start(each, now, IncidentEvent.NONE);
            } else if (stage != null) {
                step(now, StageStep.Change.RUNS, stage);
            }
        }
    }

    private void extend(IncidentEvent event) {
        boolean moved = move(Stage.RESPONSE, event.respondBy(), event.occurredAt());
        Stage resolving = isRunning(Stage.RESOLUTION) ? Stage.RESOLUTION : Stage.REWORK;
        moved |= move(resolving, event.resolveBy(), event.occurredAt());
        if (!moved) {
            anomaly(AnomalyKind.EXTENSION_WITHOUT_EFFECT, event.occurredAt());
        }
    }

    private boolean move(Stage stage, long explicit, long now) {
        Running old = running[stage.ordinal()];
        if (explicit == IncidentEvent.NONE || old == null || now > old.deadline()) {
            return false;
        }
        long deadline = Math.max(explicit, now);
        if (deadline == old.deadline()) {
            return false;
        }
        Running moved = new Running(stage, old.start(), deadline, old.norm());
        running[stage.ordinal()] = moved;
        step(now, StageStep.Change.RUNS, moved);
        return true;
    }

    private void answer(IncidentEvent event) {
        answers++;
        end(Stage.RESPONSE, event.occurredAt());
        if (event.isFinal()) {
            answeredFinally = true;
            end(Stage.RESOLUTION, event.occurredAt());
            end(Stage.REWORK, event.occurredAt());
        }
    }

    private void sendBack(IncidentEvent event, FactKind kind, AnomalyKind tooEarly) {
        if (!answeredFinally) {
            anomaly(tooEarly, event.occurredAt());
            return;
        }
        closed = false;
        fact(kind, event.occurredAt(), 0, 0);
        if (!isRunning(Stage.REWORK)) {
            start(Stage.REWORK, event.occurredAt(), IncidentEvent.NONE);
            openSince = event.occurredAt();
        }
    }

    private void rate(IncidentEvent event) {
        if (answers == 0) {
            anomaly(AnomalyKind.RATED_BEFORE_ANSWER, event.occurredAt());
        } else {
            int last = ratings.size() - 1;
            if (last >= 0 && ratings.get(last).answer() == answers) {
                ratings.remove(last);
            }
            ratings.add(new Rating(answers, event));
        }
    }

    private boolean isRunning(Stage stage) {
        return running[stage.ordinal()] != null;
    }

    private void close(IncidentEvent event) {
        if (closed) {
            anomaly(AnomalyKind.CLOSED_TWICE, event.occurredAt());
            return;
        }
        closed = true;
        answeredFinally = true;
        fact(FactKind.CLOSED, event.occurredAt(), 0, 0);
        if (isRunning(Stage.RESPONSE)) {
            answers++;
        }
        end(Stage.RESPONSE, event.occurredAt());
        end(Stage.RESOLUTION, event.occurredAt());
        end(Stage.REWORK, event.occurredAt());
    }

    private void start(Stage stage, long now, long explicit) {
        Norm norm = rules.reference()
                .norms()
                .find(
                        municipality.region(),
                        source,
                        String.valueOf(registration.topic()),
                        registration.priority(),
                        stage,
                        now);
        long deadline = NO_DEADLINE;
        if (explicit != IncidentEvent.NONE) {
            deadline = Math.max(explicit, now);
        } else if (norm != null) {
            deadline = rules.reference().calendarOf(municipality).deadline(now, norm);
        }
        Running started = new Running(stage, now, deadline, norm);
        running[stage.ordinal()] = started;
        step(now, StageStep.Change.RUNS, started);
    }

    private void end(Stage stage, long now) {
        Running ended = running[stage.ordinal()];
        if (ended == null) {
            return;
        }
        running[stage.ordinal()] = null;
        step(now, StageStep.Change.ENDED, ended);
        if (stage != Stage.REWORK) {
            long working = rules.reference()
                    .calendarOf(responsibility.at(now).municipality())
                    .workingMillis(ended.start(), now);
            fact(stage == Stage.RESPONSE ? FactKind.RESPONDED : FactKind.RESOLVED, now, now - ended.start(), working);
        }
        if (ended.deadline() != NO_DEADLINE) {
            if (now <= ended.deadline()) {
                fact(FactKind.met(stage), now, 0, ended.deadline() - now);
            } else {
                miss(ended);
                overdue.add(new Span(ended.deadline(), now));
            }
        }
        if (stage != Stage.RESPONSE) {
            responsibility.trace(openSince, now, FactKind.OPEN_FROM, FactKind.OPEN_UNTIL, facts);
        }
    }

    /** Ends what runs because the incident was cancelled. */
    void withdraw(long now) {
        for (Running stage : running) {
            if (stage != null) {
                step(now, StageStep.Change.WITHDRAWN, stage);
            }
        }
    }

    private void step(long at, StageStep.Change change, Running stage) {
        if (steps != null) {
            steps.add(new StageStep(
                    at, change, stage.stage(), stage.start(), stage.deadline(), stage.norm(), municipality.number()));
        }
    }

    private void miss(Running stage) {
        fact(FactKind.missed(stage.stage()), stage.deadline(), 0, 0);
    }

    /** An incident is overdue once, however many of its stages are. */
    private void traceOverdue() {
        if (overdue.size() > 1) {
            overdue.sort(Comparator.comparingLong(Span::from).thenComparingLong(Span::until));
        }
        long from = Long.MIN_VALUE;
        long until = Long.MIN_VALUE;
        for (Span span : overdue) {
            if (span.from() > until) {
                traceOverdue(from, until);
                from = span.from();
            }
            until = Math.max(until, span.until());
        }
        traceOverdue(from, until);
    }

    private void traceOverdue(long from, long until) {
        if (from < until) {
            responsibility.trace(from, until, FactKind.OVERDUE_FROM, FactKind.OVERDUE_UNTIL, facts);
        }
    }

    private void fact(FactKind kind, long date, long elapsed, long detail) {
        responsibility.add(kind, date, responsibility.at(date), elapsed, detail, facts);
    }
}
