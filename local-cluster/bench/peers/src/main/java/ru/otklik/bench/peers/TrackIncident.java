package ru.otklik.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/** Keeps the state of one incident, with a timer for its next deadline and one for its clean-up. */
final class TrackIncident extends KeyedProcessFunction<String, CitizenEvent, IncidentFact> {
    private static final long serialVersionUID = 1L;

    /** Accumulator: events taken. */
    static final String EVENTS = "events";

    /** Silence after which an incident with nothing running is forgotten. */
    private static final long KEEP_ENDED_MILLIS = Duration.ofDays(30).toMillis();

    /** The same while a stage runs. */
    private static final long KEEP_RUNNING_MILLIS = Duration.ofDays(400).toMillis();

    private final @Nullable String reference;
    private final LongCounter events = new LongCounter();
    private transient IncidentLifecycle lifecycle;
    private transient ValueState<IncidentState> incident;
    private transient ValueState<Long> newestEvent;

    /** Time of the newest event of this task, epoch milliseconds: where a bounded run ends. */
    private transient long newestMillis;

    /** @param reference directory of reference data; null for the shipped one */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    TrackIncident(@Nullable Path reference) {
        this.reference = reference == null ? null : reference.toString();
    }

    @Override
    public void open(OpenContext context) {
        lifecycle = new IncidentLifecycle(
                ReferenceFiles.load(reference == null ? null : Path.of(reference), Overrides.NONE));
        incident = getRuntimeContext().getState(new ValueStateDescriptor<>("incident", IncidentState.class));
        newestEvent = getRuntimeContext().getState(new ValueStateDescriptor<>("newest-event", Long.class));
        newestMillis = Long.MIN_VALUE;
        getRuntimeContext().addAccumulator(EVENTS, events);
    }

    @Override
    public void processElement(CitizenEvent event, Context context, Collector<IncidentFact> out) throws IOException {
        events.add(1);
        long now = event.occurredAt.toEpochMilli();
        newestMillis = Math.max(newestMillis, now);
        List<IncidentFact> facts = new ArrayList<>();
        IncidentState state = lifecycle.apply(incident.value(), event, facts);
        if (state == null) {
            return;
        }
        incident.update(state);
        facts.forEach(out::collect);
        TimerService timers = context.timerService();
        registerDeadline(state, timers);
        Long newest = newestEvent.value();
        if (newest != null) {
            timers.deleteEventTimeTimer(newest + KEEP_ENDED_MILLIS);
        }
        newestEvent.update(now);
        timers.registerEventTimeTimer(now + KEEP_ENDED_MILLIS);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<IncidentFact> out) throws IOException {
        boolean isAfterTheEnd = context.timerService().currentWatermark() == Long.MAX_VALUE && timestamp > newestMillis;
        IncidentState state = incident.value();
        if (state == null || isAfterTheEnd) {
            // The end of a bounded input fires all timers; time has not come to them.
            return;
        }
        List<IncidentFact> facts = new ArrayList<>();
        lifecycle.passDeadlines(state, timestamp, facts);
        facts.forEach(out::collect);
        Long newest = newestEvent.value();
        long silence = newest == null ? 0 : timestamp - newest;
        if (silence >= (state.running.isEmpty() ? KEEP_ENDED_MILLIS : KEEP_RUNNING_MILLIS)) {
            incident.clear();
            newestEvent.clear();
            return;
        }
        incident.update(state);
        registerDeadline(state, context.timerService());
        if (silence >= KEEP_ENDED_MILLIS) {
            context.timerService().registerEventTimeTimer(timestamp - silence + KEEP_RUNNING_MILLIS);
        }
    }

    private static void registerDeadline(IncidentState state, TimerService timers) {
        long deadline = state.nextDeadline();
        if (deadline != Long.MAX_VALUE) {
            timers.registerEventTimeTimer(deadline);
        }
    }
}
