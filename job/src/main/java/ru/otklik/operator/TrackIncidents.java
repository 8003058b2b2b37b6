package ru.otklik.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.KeyedStateFunction;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.DueWheel;
import ru.otklik.domain.incident.IncidentHistory;
import ru.otklik.domain.incident.OpenIncidents;
import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.StageStep;
import ru.otklik.domain.incident.Transition;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;

/**
 * Keeps the history of each incident, lets the domain judge it at every event and sends on what changed, by region.
 *
 * <p>No timer decides anything: facts that lie ahead are held, and sent when a wheel says that event time comes near
 * them. An incident's state ends in a sweep over all of them, now and then as event time passes, once it has been expired
 * for the grace time: the sweep frees memory and changes no result before that.
 */
public final class TrackIncidents extends AbstractStreamOperator<IncidentFacts>
        implements OneInputStreamOperator<Inbound, IncidentFacts> {
    private static final long serialVersionUID = 1L;

    /** Events of expired incidents, and events beyond the number that an incident may have. */
    public static final OutputTag<Publication> REFUSED = new OutputTag<>("refused", FlatType.PUBLICATION);

    /** Only late facts are shown by the name of their incident, and released ones are never late. */
    private static final String NO_NAME = "";

    private static final long SWEEP_MILLIS = 90L * 86_400_000;

    private final VerdictRules rules;
    private final long graceMillis;
    private final RecordFormat.Factory formats;
    private final IncidentHistory history;

    private transient ValueStateDescriptor<byte[]> descriptor;
    private transient ValueState<byte[]> state;
    private transient RecordFormat format;
    private transient StreamRecord<IncidentFacts> reused;
    private transient Counter duplicates;
    private transient Counter late;
    private transient Counter tooMany;
    private transient Counter released;
    /** Incidents in state; reporters read it now and then, and a somewhat older number does. */
    private transient long tracked;

    private transient boolean isFirst;
    private transient long nextSweep;
    private transient DueWheel wheel;
    private transient OpenIncidents open;
    /** As of the last watermark: reporters ask from a thread of their own. */
    private transient volatile long oldestOpenDay;

    private transient Map<String, List<SignedFact>> byRegion;

    /** Without the stages that alerts need. */
    public TrackIncidents(VerdictRules rules, long graceMillis, RecordFormat.Factory formats) {
        this(rules, graceMillis, formats, false);
    }

    /**
     * @param graceMillis how long an expired incident is remembered, so that its events still go to the late topic
     * @param tellsStages whether alerts on single incidents need the steps of their stages
     */
    public TrackIncidents(VerdictRules rules, long graceMillis, RecordFormat.Factory formats, boolean tellsStages) {
        this.rules = rules;
        this.graceMillis = graceMillis;
        this.formats = formats;
        this.history = new IncidentHistory(rules, tellsStages);
    }

    /** Key of an event: 64 bits of the hash of its source and incidentId. */
    public static long keyOf(Inbound inbound) {
        Inbound.Accepted accepted = inbound.accepted();
        if (accepted == null) {
            throw new IllegalStateException("only accepted events have an incident");
        }
        return accepted.key();
    }

    @Override
    public void open() throws Exception {
        super.open();
        descriptor = new ValueStateDescriptor<>("incident", FlatType.CHUNK);
        state = getRuntimeContext().getState(descriptor);
        format = formats.create();
        reused = new StreamRecord<>(null);
        duplicates = metrics.counter("duplicate-events");
        late = metrics.counter("late-events");
        tooMany = metrics.addGroup("reason", RejectionReason.TOO_MANY_EVENTS.name())
                .counter(StampEvents.REJECTED_EVENTS);
        released = metrics.counter("released-incidents");
        tracked = 0;
        metrics.<Long, Gauge<Long>>gauge("tracked-incidents", () -> tracked);
        nextSweep = Long.MIN_VALUE;
        byRegion = new LinkedHashMap<>();
        wheel = new DueWheel();
        open = new OpenIncidents();
        forEachIncident((key, kept) -> {
            wheel.enter(key, history.dueAt(kept.value()));
            history.visitOpen(kept.value(), open::add);
            tracked++;
        });
        oldestOpenDay = open.oldestDay();
        metrics.<Long, Gauge<Long>>gauge("oldest-open-incident-ms", () -> oldestOpenDay);
    }

    @Override
    public void processElement(StreamRecord<Inbound> element) throws Exception {
        Inbound inbound = element.getValue();
        Inbound.Accepted accepted = inbound.accepted();
        if (accepted == null) {
            return;
        }
        Transition transition = take(accepted, inbound.stamp());
        switch (transition.outcome()) {
            case ACCEPTED -> {
                state.update(transition.state());
                tracked += isFirst ? 1 : 0;
                wheel.enter(accepted.key(), transition.dueAt());
                open.take(transition.open());
                sendReleased(accepted.source(), transition.owed());
                List<StageStep> steps = transition.steps();
                if (steps == null) {
                    send(inbound, accepted, transition.facts());
                } else {
                    send(inbound, accepted, transition.facts(), steps);
                }
                if (steps == null
                        && transition.facts().isEmpty()
                        && transition.municipality() != 0
                        && isNews(inbound, accepted)) {
                    collect(facts(inbound, accepted, regionOf(transition.municipality()), List.of()));
                }
            }
            case DUPLICATE -> duplicates.inc();
            case EXPIRED, REGISTERED_TOO_OLD -> {
                late.inc();
                output.collect(
                        REFUSED,
                        new StreamRecord<>(
                                format.late(inbound, transition.outcome().name())));
            }
            case TOO_MANY_EVENTS -> {
                tooMany.inc();
                output.collect(REFUSED, new StreamRecord<>(tooMany(inbound)));
            }
        }
    }

    /** What a sweep may have forgotten at an event's stamp is forgotten, whether a sweep came or not. */
    private Transition take(Inbound.Accepted accepted, long stamp) throws Exception {
        byte[] kept = state.value();
        isFirst = kept == null;
        Transition transition = take(kept, accepted, stamp);
        boolean forgotten =
                transition.outcome() == Transition.Outcome.EXPIRED && history.isForgettable(kept, stamp, graceMillis);
        return forgotten ? take(null, accepted, stamp) : transition;
    }

    private Transition take(byte @Nullable [] kept, Inbound.Accepted accepted, long stamp) {
        return history.take(kept, accepted.check(), accepted.source(), accepted.event(), stamp, wheel.heldFrom());
    }

    private Publication tooMany(Inbound inbound) {
        return format.rejected(
                inbound.origin(),
                inbound.stamp(),
                new Inbound.Rejection(
                        RejectionReason.TOO_MANY_EVENTS,
                        "the incident has " + IncidentHistory.MOST_EVENTS
                                + " events already; find out why its source sends more"));
    }

    private void send(Inbound inbound, Inbound.Accepted accepted, List<SignedFact> facts) {
        forEachRegion(facts, (region, some) -> collect(facts(inbound, accepted, region, some)));
    }

    /** Every region that owns or owned the incident gets all of its steps, whether facts changed there or not. */
    private void send(Inbound inbound, Inbound.Accepted accepted, List<SignedFact> facts, List<StageStep> steps) {
        for (SignedFact fact : facts) {
            byRegion.computeIfAbsent(regionOf(fact.fact().municipality()), region -> new ArrayList<>())
                    .add(fact);
        }
        for (StageStep step : steps) {
            byRegion.computeIfAbsent(regionOf(step.municipality()), region -> new ArrayList<>(0));
        }
        PackedSteps packed = PackedSteps.of(steps);
        byRegion.forEach((region, some) -> collect(new IncidentFacts(
                region,
                accepted.source(),
                accepted.incidentId(),
                accepted.event().occurredAt(),
                inbound.stamp(),
                inbound.origin().appendedAt(),
                some,
                null,
                packed)));
        byRegion.clear();
    }

    private static IncidentFacts facts(
            Inbound inbound, Inbound.Accepted accepted, String region, List<SignedFact> facts) {
        return new IncidentFacts(
                region,
                accepted.source(),
                accepted.incidentId(),
                accepted.event().occurredAt(),
                inbound.stamp(),
                inbound.origin().appendedAt(),
                facts);
    }

    /** Whether screens wait for an event: its region has been read up to it, even if it changes nothing. */
    private static boolean isNews(Inbound inbound, Inbound.Accepted accepted) {
        long appendedAt = inbound.origin().appendedAt();
        return appendedAt > 0 && accepted.event().occurredAt() > appendedAt - MeasureRules.CATCH_UP_MILLIS;
    }

    private void collect(IncidentFacts facts) {
        output.collect(reused.replace(facts));
    }

    private void forEachRegion(List<SignedFact> facts, BiConsumer<String, List<SignedFact>> consumer) {
        if (facts.isEmpty()) {
            return;
        }
        String first = regionOf(facts.get(0).fact().municipality());
        if (isWithin(first, facts)) {
            consumer.accept(first, facts);
            return;
        }
        for (SignedFact fact : facts) {
            byRegion.computeIfAbsent(regionOf(fact.fact().municipality()), region -> new ArrayList<>())
                    .add(fact);
        }
        byRegion.forEach(consumer);
        byRegion.clear();
    }

    private boolean isWithin(String region, List<SignedFact> facts) {
        int last = facts.get(0).fact().municipality();
        for (int i = 1; i < facts.size(); i++) {
            int next = facts.get(i).fact().municipality();
            if (next != last && !regionOf(next).equals(region)) {
                return false;
            }
            last = next;
        }
        return true;
    }

    /** A municipality that left the reference data keeps the region that its code names. */
    private String regionOf(int number) {
        Municipality known = rules.reference().municipalityByNumber(number);
        return known != null ? known.region() : String.format("%02d000000", number / 1000);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (!mark.equals(Watermark.MAX_WATERMARK)) {
            // What comes near has to be there before event time is.
            wheel.turn(mark.getTimestamp(), this::release);
        }
        super.processWatermark(mark);
        oldestOpenDay = open.oldestDay();
        if (mark.getTimestamp() >= nextSweep && !mark.equals(Watermark.MAX_WATERMARK)) {
            nextSweep = mark.getTimestamp() + SWEEP_MILLIS;
            sweep(mark.getTimestamp());
        }
    }

    private void release(long key) {
        released.inc();
        setCurrentKey(key);
        try {
            byte[] kept = state.value();
            if (kept == null) {
                return;
            }
            IncidentHistory.Rest rest = history.release(kept, wheel.heldFrom(), (source, facts, change) -> {
                open.take(change);
                sendReleased(source, facts);
            });
            if (rest.state() != kept) {
                state.update(rest.state());
            }
            wheel.enter(key, rest.dueAt());
        } catch (Exception e) {
            throw new IllegalStateException("cannot release the facts of an incident", e);
        }
    }

    /** A fact that was held has been known since long before its date: it is late nowhere, and has no newer stamp. */
    private void sendReleased(Source source, List<SignedFact> facts) {
        forEachRegion(
                facts,
                (region, some) -> collect(new IncidentFacts(
                        region, source, NO_NAME, Inbound.NO_TIME, Inbound.NO_TIME, Inbound.NO_TIME, some)));
    }

    private void sweep(long eventTime) throws Exception {
        forEachIncident((key, kept) -> {
            if (history.isForgettable(kept.value(), eventTime, graceMillis)) {
                history.visitOpen(kept.value(), open::remove);
                kept.clear();
                tracked--;
            }
        });
    }

    private void forEachIncident(KeyedStateFunction<Long, ValueState<byte[]>> function) throws Exception {
        this.<Long>getKeyedStateBackend()
                .applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor, (key, kept) -> {
                    if (kept.value() != null) {
                        function.process(key, kept);
                    }
                });
    }
}
