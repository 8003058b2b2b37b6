package ru.otklik.bench.peers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.bench.peers.IncidentFact.Kind;
import ru.otklik.bench.peers.IncidentState.RunningStage;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/**
 * The state machine of an incident that the streaming peers share: an event changes the state and yields facts.
 *
 * <p>It takes events in the order in which they arrive, as one writes it first. Facts told before are taken back by a
 * cancellation, a better rating of the same answer, and an answer that arrives after the miss of the deadline it kept.
 */
final class IncidentLifecycle {
    private final ReferenceData reference;

    IncidentLifecycle(ReferenceData reference) {
        this.reference = reference;
    }

    /**
     * Takes an event.
     *
     * @param current null before the registration; changed otherwise
     * @param out facts are added here
     * @return the state to keep; null if the incident is still unknown
     */
    @Nullable
    IncidentState apply(@Nullable IncidentState current, CitizenEvent event, List<IncidentFact> out) {
        int before = out.size();
        IncidentState state = current;
        if (state == null) {
            state = register(event, out);
        } else if (!state.isCancelled) {
            advance(state, event, out);
        }
        if (state != null && !state.isCancelled) {
            state.told.addAll(out.subList(before, out.size()));
        }
        return state;
    }

    /** Tells the deadlines that have passed by an instant, epoch milliseconds, and were not kept. */
    void passDeadlines(IncidentState state, long now, List<IncidentFact> out) {
        int before = out.size();
        state.running.forEach((stage, running) -> {
            if (!running.isMissed && running.deadline <= now) {
                miss(state, stage, running, out);
            }
        });
        state.told.addAll(out.subList(before, out.size()));
    }

    private @Nullable IncidentState register(CitizenEvent event, List<IncidentFact> out) {
        Municipality home = find(event.municipality);
        if (event.type != EventType.REGISTERED || home == null) {
            return null;
        }
        IncidentState state = new IncidentState();
        state.source = event.source;
        state.topic = String.valueOf(event.topic);
        state.priority = event.priority;
        long now = event.occurredAt.toEpochMilli();
        state.responsible.put(now, home.id());
        start(state, Stage.RESPONSE, now, event.respondBy);
        start(state, Stage.RESOLUTION, now, event.resolveBy);
        out.add(IncidentFact.of(Kind.REGISTERED, home.id(), now));
        return state;
    }

    private void advance(IncidentState state, CitizenEvent event, List<IncidentFact> out) {
        long now = event.occurredAt.toEpochMilli();
        switch (event.type) {
            case REGISTERED, ASSIGNED -> {}
            case TRANSFERRED -> transfer(state, event, now, out);
            case EXTENDED -> extend(state, event, now);
            case ANSWERED -> answer(state, event.isFinal, now, out);
            case RETURNED -> sendBack(state, Kind.RETURNED, now, out);
            case REOPENED -> sendBack(state, Kind.REOPENED, now, out);
            case RATED -> rate(state, event.rating, now, out);
            case CLOSED -> close(state, now, out);
            case CANCELLED -> cancel(state, now, out);
        }
    }

    private void transfer(IncidentState state, CitizenEvent event, long now, List<IncidentFact> out) {
        Municipality target = find(event.municipality);
        String origin = state.responsibleAt(now);
        if (target == null || target.id().equals(origin)) {
            return;
        }
        state.responsible.put(now, target.id());
        out.add(IncidentFact.of(Kind.TRANSFERRED_OUT, origin, now));
        out.add(IncidentFact.of(Kind.TRANSFERRED_IN, target.id(), now));
    }

    private static void extend(IncidentState state, CitizenEvent event, long now) {
        move(state.running.get(Stage.RESPONSE), event.respondBy, now);
        RunningStage resolution = state.running.get(Stage.RESOLUTION);
        move(resolution == null ? state.running.get(Stage.REWORK) : resolution, event.resolveBy, now);
    }

    private static void move(@Nullable RunningStage stage, @Nullable Instant explicit, long now) {
        if (stage != null && explicit != null && now <= stage.deadline) {
            stage.deadline = Math.max(explicit.toEpochMilli(), now);
        }
    }

    private void answer(IncidentState state, boolean isFinal, long now, List<IncidentFact> out) {
        state.answers++;
        end(state, Stage.RESPONSE, now, out);
        if (isFinal) {
            state.isAnsweredFinally = true;
            end(state, Stage.RESOLUTION, now, out);
            end(state, Stage.REWORK, now, out);
        }
    }

    private void sendBack(IncidentState state, Kind kind, long now, List<IncidentFact> out) {
        if (!state.isAnsweredFinally) {
            return;
        }
        state.isClosed = false;
        out.add(IncidentFact.of(kind, state.responsibleAt(now), now));
        if (!state.running.containsKey(Stage.REWORK)) {
            start(state, Stage.REWORK, now, null);
        }
    }

    private static void rate(IncidentState state, int rating, long now, List<IncidentFact> out) {
        if (state.answers == 0) {
            return;
        }
        if (state.rating != null && state.ratedAnswer == state.answers) {
            out.add(state.rating.negated());
        }
        IncidentFact fact = IncidentFact.of(Kind.RATED, state.responsibleAt(now), now);
        fact.rating = rating;
        state.rating = fact;
        state.ratedAnswer = state.answers;
        out.add(fact);
    }

    private void close(IncidentState state, long now, List<IncidentFact> out) {
        if (state.isClosed) {
            return;
        }
        state.isClosed = true;
        state.isAnsweredFinally = true;
        out.add(IncidentFact.of(Kind.CLOSED, state.responsibleAt(now), now));
        if (state.running.containsKey(Stage.RESPONSE)) {
            state.answers++;
        }
        for (Stage stage : Stage.values()) {
            end(state, stage, now, out);
        }
    }

    private static void cancel(IncidentState state, long now, List<IncidentFact> out) {
        for (IncidentFact fact : state.told) {
            out.add(fact.negated());
        }
        state.told.clear();
        state.running.clear();
        state.isCancelled = true;
        out.add(IncidentFact.of(Kind.CANCELLED, state.responsibleAt(now), now));
    }

    private void start(IncidentState state, Stage stage, long now, @Nullable Instant explicit) {
        RunningStage running = new RunningStage();
        running.startedAt = now;
        running.deadline =
                explicit == null ? deadlineByNorm(state, stage, now) : Math.max(explicit.toEpochMilli(), now);
        state.running.put(stage, running);
    }

    private long deadlineByNorm(IncidentState state, Stage stage, long now) {
        Municipality municipality = require(state.responsibleAt(now));
        Norm norm =
                reference.norms().find(municipality.region(), state.source, state.topic, state.priority, stage, now);
        if (norm == null) {
            return Long.MAX_VALUE;
        }
        if (norm.onTransfer() != OnTransfer.CONTINUE) {
            throw new IllegalArgumentException("norms that restart at a transfer are not computed here");
        }
        return reference.calendarOf(municipality).deadline(now, norm);
    }

    private void end(IncidentState state, Stage stage, long now, List<IncidentFact> out) {
        RunningStage running = state.running.remove(stage);
        if (running == null) {
            return;
        }
        boolean isInTime = now <= running.deadline;
        if (isInTime && running.isMissed) {
            out.add(IncidentFact.of(missed(stage), state.responsibleAt(running.deadline), running.deadline)
                    .negated());
        } else if (!isInTime && !running.isMissed) {
            miss(state, stage, running, out);
        }
        String owner = state.responsibleAt(now);
        IncidentFact fact = IncidentFact.of(ended(stage), owner, now);
        fact.isMet = isInTime && running.deadline != Long.MAX_VALUE;
        fact.elapsedMillis = now - running.startedAt;
        fact.workingMillis = reference.calendarOf(require(owner)).workingMillis(running.startedAt, now);
        out.add(fact);
    }

    private static void miss(IncidentState state, Stage stage, RunningStage running, List<IncidentFact> out) {
        running.isMissed = true;
        out.add(IncidentFact.of(missed(stage), state.responsibleAt(running.deadline), running.deadline));
    }

    private static Kind ended(Stage stage) {
        return switch (stage) {
            case RESPONSE -> Kind.RESPONDED;
            case RESOLUTION -> Kind.RESOLVED;
            case REWORK -> Kind.REWORKED;
        };
    }

    private static Kind missed(Stage stage) {
        return switch (stage) {
            case RESPONSE -> Kind.RESPONSE_MISSED;
            case RESOLUTION -> Kind.RESOLUTION_MISSED;
            case REWORK -> Kind.REWORK_MISSED;
        };
    }

    private @Nullable Municipality find(@Nullable String oktmo) {
        return oktmo == null ? null : reference.findMunicipality(oktmo);
    }

    private Municipality require(String id) {
        Municipality municipality = reference.findMunicipality(id);
        if (municipality == null) {
            throw new IllegalStateException("not of the reference data: " + id);
        }
        return municipality;
    }
}
