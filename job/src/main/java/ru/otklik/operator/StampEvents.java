package ru.otklik.operator;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;

/**
 * Gives every event the event time that its partition had reached before it, and parts rejections from events.
 *
 * <p>Chained to the source, since only there the records of a partition come in their order. The times are kept as union
 * list state: whichever subtask reads a partition after a restart stamps it alike. In a replay, whose files are one
 * partition, it is also the clock: it emits event time by events, and at the end of input the as-of time instead of
 * infinity.
 */
public final class StampEvents extends AbstractStreamOperator<Inbound>
        implements OneInputStreamOperator<Inbound, Inbound>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    /** Rejections of the door. */
    public static final OutputTag<Publication> REJECTED = new OutputTag<>("rejected", FlatType.PUBLICATION);

    /** Reports of official pages, which have no incident to be tracked. */
    public static final OutputTag<IncidentFacts> PAGES = new OutputTag<>("pages", FlatType.INCIDENT_FACTS);

    /** Accumulator and metric of events that were accepted at the door. */
    public static final String ACCEPTED_EVENTS = "accepted-events";

    /** Accumulator of records that were rejected at the door, and metric of them by reason. */
    public static final String REJECTED_EVENTS = "rejected-events";

    /** A replay's event time goes by the hour: nobody waits for its results, and no result hangs on its steps. */
    private static final long STEP_MILLIS = 3_600_000;

    /**
     * How a bounded run goes.
     *
     * @param asOf instant after which events are unseen, epoch milliseconds; null for the last event
     */
    public record ReplayClock(@Nullable Long asOf) implements java.io.Serializable {}

    private final long disorderMillis;
    private final @Nullable ReplayClock replay;
    private final RecordFormat.Factory formats;
    private final ReferenceData reference;

    private transient Map<String, Long> greatest;
    private transient ListState<Tuple2<String, Long>> saved;
    private transient RecordFormat format;
    private transient LongCounter acceptedEvents;
    private transient LongCounter rejectedEvents;
    private transient Counter acceptedCount;
    /** By number of the reason. */
    private transient Counter[] rejectedCounts;

    private transient TopicFigures topics;

    private transient long greatestOfAll;
    private transient long emittedStep;

    public StampEvents(
            long disorderMillis, @Nullable ReplayClock replay, RecordFormat.Factory formats, ReferenceData reference) {
        this.reference = reference;
        this.disorderMillis = disorderMillis;
        this.replay = replay;
        this.formats = formats;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        saved = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>("event-time-by-partition", Types.TUPLE(Types.STRING, Types.LONG)));
        greatest = new HashMap<>();
        for (Tuple2<String, Long> partition : saved.get()) {
            greatest.merge(partition.f0, partition.f1, Math::max);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        format = formats.create();
        acceptedEvents = getRuntimeContext().getLongCounter(ACCEPTED_EVENTS);
        rejectedEvents = getRuntimeContext().getLongCounter(REJECTED_EVENTS);
        acceptedCount = metrics.counter(ACCEPTED_EVENTS);
        rejectedCounts = new Counter[RejectionReason.values().length];
        for (RejectionReason reason : RejectionReason.values()) {
            rejectedCounts[reason.ordinal()] =
                    metrics.addGroup("reason", reason.name()).counter(REJECTED_EVENTS);
        }
        topics = new TopicFigures(metrics);
        greatestOfAll = Inbound.NO_TIME;
        emittedStep = Long.MIN_VALUE;
    }

    private void count(RejectionReason reason) {
        rejectedEvents.add(1);
        rejectedCounts[reason.ordinal()].inc();
    }

    /** The files of a replay were appended nowhere. */
    private void countAccepted(Inbound inbound, long happenedAt) {
        acceptedEvents.add(1);
        acceptedCount.inc();
        if (replay == null) {
            topics.count(inbound.origin(), happenedAt);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        saved.clear();
        for (Map.Entry<String, Long> partition : greatest.entrySet()) {
            saved.add(Tuple2.of(partition.getKey(), partition.getValue()));
        }
    }

    @Override
    public void processElement(StreamRecord<Inbound> element) {
        Inbound inbound = element.getValue();
        if (isUnseen(inbound)) {
            return;
        }
        String partition = replay != null
                ? "files"
                : inbound.origin().topic() + '/' + inbound.origin().partition();
        long before = greatest.getOrDefault(partition, Inbound.NO_TIME);
        long stamp = before == Inbound.NO_TIME ? Inbound.NO_TIME : before - disorderMillis;
        if (inbound.rejection() != null) {
            count(inbound.rejection().reason());
            output.collect(REJECTED, new StreamRecord<>(format.rejected(inbound.origin(), stamp, inbound.rejection())));
            return;
        }
        if (inbound.eventTime() > before) {
            greatest.put(partition, inbound.eventTime());
            greatestOfAll = Math.max(greatestOfAll, inbound.eventTime());
        }
        if (inbound.accepted() != null) {
            countAccepted(inbound, inbound.accepted().event().occurredAt());
            output.collect(element.replace(inbound.stamped(stamp)));
        }
        if (inbound.page() != null) {
            countAccepted(inbound, inbound.page().occurredAt());
            output.collect(PAGES, new StreamRecord<>(pageFacts(inbound.page(), stamp, inbound.origin())));
        }
        if (replay != null) {
            passTime(greatestOfAll - disorderMillis);
        }
    }

    private IncidentFacts pageFacts(PageReport page, long stamp, Origin origin) {
        Municipality known = reference.municipalityByNumber(page.municipality());
        if (known == null) {
            throw new IllegalStateException("the door lets only known municipalities in: " + page.municipality());
        }
        return IncidentFacts.ofPage(known.region(), page, stamp, origin.appendedAt());
    }

    private boolean isUnseen(Inbound inbound) {
        return replay != null && replay.asOf() != null && inbound.eventTime() > replay.asOf();
    }

    private void passTime(long eventTime) {
        long step = Math.floorDiv(eventTime, STEP_MILLIS);
        if (step > emittedStep) {
            emittedStep = step;
            output.emitWatermark(new Watermark(step * STEP_MILLIS));
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (replay == null) {
            super.processWatermark(mark);
        }
        // In a replay Flink's own end of time is swallowed: deadlines that have not come are not missed.
    }

    @Override
    public void endInput() {
        if (replay != null) {
            long end = replay.asOf() != null ? replay.asOf() : greatestOfAll;
            if (end != Inbound.NO_TIME) {
                output.emitWatermark(new Watermark(end));
            }
        }
    }
}
