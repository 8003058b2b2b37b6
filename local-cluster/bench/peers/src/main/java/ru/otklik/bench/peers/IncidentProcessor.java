package ru.otklik.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.ReferenceData;

/** Keeps the states of incidents in a store, and their deadlines in order of time in another; yields facts. */
final class IncidentProcessor implements Processor<byte[], @Nullable CitizenEvent, String, IncidentFact> {
    static final String INCIDENTS = "incidents";
    static final String DEADLINES = "deadlines";

    /** Digits of epoch milliseconds in a key, so that keys sort by time. */
    private static final int TIME_DIGITS = 19;

    private final IncidentLifecycle lifecycle;
    private final StreamsProgress progress;
    private ProcessorContext<String, IncidentFact> context;
    private KeyValueStore<String, IncidentState> incidents;

    /** Keys are a deadline and an incident; values say nothing. */
    private KeyValueStore<String, String> deadlines;

    /** No deadline of the store is before this, epoch milliseconds. */
    private long earliestDeadline = Long.MIN_VALUE;

    /** @param progress told after each record, heart-beats included */
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    IncidentProcessor(ReferenceData reference, StreamsProgress progress) {
        lifecycle = new IncidentLifecycle(reference);
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<String, IncidentFact> processorContext) {
        context = processorContext;
        incidents = context.getStateStore(INCIDENTS);
        deadlines = context.getStateStore(DEADLINES);
    }

    @Override
    public void process(Record<byte[], @Nullable CitizenEvent> message) {
        CitizenEvent event = message.value();
        if (event != null) {
            take(event);
        }
        // A heart-beat has no event, yet it moves stream time.
        passDeadlines(context.currentStreamTimeMs());
        progress.recordTaken(event != null);
    }

    private void take(CitizenEvent event) {
        String incident = event.incident();
        IncidentState before = incidents.get(incident);
        long oldDeadline = before == null ? Long.MAX_VALUE : before.nextDeadline();
        List<IncidentFact> facts = new ArrayList<>();
        IncidentState state = lifecycle.apply(before, event, facts);
        if (state != null) {
            keep(incident, state, oldDeadline);
            forward(facts);
        }
    }

    private void passDeadlines(long now) {
        if (earliestDeadline > now) {
            return;
        }
        List<String> due = new ArrayList<>();
        earliestDeadline = Long.MAX_VALUE;
        try (KeyValueIterator<String, String> ordered = deadlines.all()) {
            while (ordered.hasNext()) {
                KeyValue<String, String> next = ordered.next();
                long deadline = Long.parseLong(next.key.substring(0, TIME_DIGITS));
                if (deadline > now) {
                    earliestDeadline = deadline;
                    break;
                }
                due.add(next.key);
            }
        }
        for (String key : due) {
            String incident = key.substring(TIME_DIGITS);
            IncidentState state = incidents.get(incident);
            long deadline = state.nextDeadline();
            List<IncidentFact> facts = new ArrayList<>();
            lifecycle.passDeadlines(state, now, facts);
            keep(incident, state, deadline);
            forward(facts);
        }
    }

    private void keep(String incident, IncidentState state, long oldDeadline) {
        incidents.put(incident, state);
        long deadline = state.nextDeadline();
        if (deadline == oldDeadline) {
            return;
        }
        if (oldDeadline != Long.MAX_VALUE) {
            deadlines.delete(key(oldDeadline, incident));
        }
        if (deadline != Long.MAX_VALUE) {
            deadlines.put(key(deadline, incident), "");
            earliestDeadline = Math.min(earliestDeadline, deadline);
        }
    }

    private void forward(List<IncidentFact> facts) {
        for (IncidentFact fact : facts) {
            context.forward(new Record<>(fact.municipality, fact, Math.max(0, fact.date)));
        }
    }

    private static String key(long deadline, String incident) {
        return String.format(Locale.ROOT, "%0" + TIME_DIGITS + "d", deadline) + incident;
    }
}
