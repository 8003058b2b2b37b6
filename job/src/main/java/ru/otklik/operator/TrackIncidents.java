package ru.otklik.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import ru.otklik.domain.incident.IncidentHistory;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Transition;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.region.IncidentFacts;

/**
 * Keeps the history of each incident, lets the domain judge it at every event and sends on what changed, by region.
 *
 * <p>No timer decides anything. An incident's state ends in a sweep over all of them, now and then as event time passes,
 * once it has been expired for the grace time: the sweep frees memory and changes no result before that.
 */
public final class TrackIncidents extends AbstractStreamOperator<IncidentFacts>
        implements OneInputStreamOperator<Inbound, IncidentFacts> {
    private static final long serialVersionUID = 1L;

    /** Events of expired incidents, and events beyond the number that an incident may have. */
    public static final OutputTag<Publication> REFUSED = new OutputTag<>("refused", FlatType.PUBLICATION);

    private static final long SWEEP_MILLIS = 30L * 86_400_000;

    private final VerdictRules rules;
    private final long graceMillis;
    private final RecordFormat.Factory formats;
    private final IncidentHistory history;

    private transient ValueStateDescriptor<byte[]> descriptor;
    private transient ValueState<byte[]> state;
    private transient RecordFormat format;
    private transient StreamRecord<IncidentFacts> reused;
    private transient Counter duplicates;
    private transient long nextSweep;

    /**
     * @param graceMillis how long an expired incident is remembered, so that its events still go to the late topic
     */
    public TrackIncidents(VerdictRules rules, long graceMillis, RecordFormat.Factory formats) {
        this.rules = rules;
        this.graceMillis = graceMillis;
        this.formats = formats;
        this.history = new IncidentHistory(rules);
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
        nextSweep = Long.MIN_VALUE;
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
                send(inbound, accepted, transition.facts());
            }
            case DUPLICATE -> duplicates.inc();
            case EXPIRED, REGISTERED_TOO_OLD ->
                output.collect(
                        REFUSED,
                        new StreamRecord<>(
                                format.late(inbound, transition.outcome().name())));
            case TOO_MANY_EVENTS -> output.collect(REFUSED, new StreamRecord<>(tooMany(inbound)));
        }
    }

    /** What a sweep may have forgotten at an event's stamp is forgotten, whether a sweep came or not. */
    private Transition take(Inbound.Accepted accepted, long stamp) throws Exception {
        byte[] kept = state.value();
        Transition transition = history.take(kept, accepted.check(), accepted.source(), accepted.event(), stamp);
        boolean forgotten =
                transition.outcome() == Transition.Outcome.EXPIRED && history.isForgettable(kept, stamp, graceMillis);
        return forgotten
                ? history.take(null, accepted.check(), accepted.source(), accepted.event(), stamp)
                : transition;
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
        if (facts.isEmpty()) {
            return;
        }
        String only = regionOf(facts.get(0));
        Map<String, List<SignedFact>> byRegion = null;
        for (SignedFact fact : facts) {
            if (byRegion != null || !regionOf(fact).equals(only)) {
                byRegion = byRegion(facts);
                break;
            }
        }
        if (byRegion == null) {
            send(inbound, accepted, only, facts);
        } else {
            byRegion.forEach((region, some) -> send(inbound, accepted, region, some));
        }
    }

    private Map<String, List<SignedFact>> byRegion(List<SignedFact> facts) {
        Map<String, List<SignedFact>> byRegion = new LinkedHashMap<>();
        for (SignedFact fact : facts) {
            byRegion.computeIfAbsent(regionOf(fact), region -> new ArrayList<>())
                    .add(fact);
        }
        return byRegion;
    }

    private void send(Inbound inbound, Inbound.Accepted accepted, String region, List<SignedFact> facts) {
        IncidentFacts changed = new IncidentFacts(
                region,
                accepted.source(),
                accepted.incidentId(),
                accepted.event().occurredAt(),
                inbound.stamp(),
                inbound.origin().appendedAt(),
                facts);
        output.collect(reused.replace(changed));
    }

    /** A municipality that left the reference data keeps the region that its code names. */
    private String regionOf(SignedFact fact) {
        int number = fact.fact().municipality();
        Municipality known = rules.reference().municipalityByNumber(number);
        return known != null ? known.region() : String.format("%02d000000", number / 1000);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        super.processWatermark(mark);
        if (mark.getTimestamp() >= nextSweep && !mark.equals(Watermark.MAX_WATERMARK)) {
            nextSweep = mark.getTimestamp() + SWEEP_MILLIS;
            sweep(mark.getTimestamp());
        }
    }

    private void sweep(long eventTime) throws Exception {
        getKeyedStateBackend()
                .applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor, (key, kept) -> {
                    byte[] value = kept.value();
                    if (value != null && history.isForgettable(value, eventTime, graceMillis)) {
                        kept.clear();
                    }
                });
    }
}
