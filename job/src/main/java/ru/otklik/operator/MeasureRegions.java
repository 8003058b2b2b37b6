package ru.otklik.operator;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.LateFact;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.Publisher;
import ru.otklik.domain.region.RegionBook;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.domain.region.RegionState;

/**
 * Keeps the book of each region: measures its municipalities and ranks them as event time passes.
 *
 * <p>A book lives as objects; what changed is written into keyed state, as packed chunks, when a checkpoint begins.
 * So an event costs no access to the state backend, and every backend holds the same bytes. A book ends with its region,
 * never: regions are few and known; what lies beyond every horizon is forgotten inside.
 *
 * <p>The second input brings updates of the methodology, of alert rules and of silences, the same to every subtask; its
 * watermarks are not looked at, so it neither holds event time back nor moves it.
 */
public final class MeasureRegions extends AbstractStreamOperator<Publication>
        implements TwoInputStreamOperator<IncidentFacts, ConfigUpdate, Publication>, BoundedMultiInput {
    private static final long serialVersionUID = 1L;

    /** Facts that came too late for a period. */
    public static final OutputTag<Publication> LATE_FACTS = new OutputTag<>("late-facts", FlatType.PUBLICATION);

    /** Figures of regions on their way to those of districts and of the country. */
    public static final OutputTag<RegionReport> REPORTS = new OutputTag<>("region-reports", FlatType.REGION_REPORT);

    private static final String STATE = "region-chunks";

    /** With more regions to refresh at once than these, boards that read as before come once a second only. */
    private static final int FEW_REGIONS = 8;

    private static final long REPEAT_MILLIS = 1000;

    /** Number of the input of facts, as Flink counts them. */
    private static final int FACTS = 1;

    private final MeasureRules rules;
    private final RecordFormat.Factory formats;
    private final UpdatesSoFar updatesSoFar;

    private transient HotConfig hot;
    private transient MapState<Long, byte[]> chunks;
    /** The newest append time of each subtask: what is worth publishing must not hang on a restart. */
    private transient ListState<Long> newestAppends;

    private transient Map<String, RegionBook> books;
    private transient RecordFormat format;
    private transient Counter lateFacts;
    private transient RegionFigures figures;
    private transient Publisher publisher;
    /** Regions with news that no live board shows. */
    private transient Set<RegionBook> stale;
    /** Regions with live boards that were left out. */
    private transient Set<RegionBook> behind;
    /** When all live boards of a region were published last, epoch milliseconds of the clock. */
    private transient Map<RegionBook, Long> wholeAt;

    private transient long nextRefresh;
    private transient long newestAppend;
    private transient long eventTime;

    /** Without updates that lie in a topic already. */
    public MeasureRegions(MeasureRules rules, RecordFormat.Factory formats) {
        this(rules, formats, UpdatesSoFar.NONE);
    }

    public MeasureRegions(MeasureRules rules, RecordFormat.Factory formats, UpdatesSoFar updatesSoFar) {
        this.rules = rules;
        this.formats = formats;
        this.updatesSoFar = updatesSoFar;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        chunks = context.getKeyedStateStore().getMapState(new MapStateDescriptor<>(STATE, Types.LONG, FlatType.CHUNK));
        newestAppends = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("newest-append", Types.LONG));
        newestAppend = 0;
        for (long append : newestAppends.get()) {
            newestAppend = Math.max(newestAppend, append);
        }
        hot = new HotConfig(rules, updatesSoFar, context.getOperatorStateStore());
        books = new TreeMap<>();
        if (context.isRestored()) {
            restore();
        }
    }

    private void restore() throws Exception {
        List<String> regions;
        try (var keys = getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
            regions = keys.map(String::valueOf).toList();
        }
        for (String region : regions) {
            setCurrentKey(region);
            RegionBook book = new RegionBook(region, rules, hot.methodologies(), hot.alerts());
            for (Map.Entry<Long, byte[]> chunk : chunks.entries()) {
                RegionState.load(book, chunk.getKey(), chunk.getValue());
            }
            RegionState.settle(book);
            books.put(region, book);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        format = formats.create();
        lateFacts = metrics.counter("late-facts");
        publisher = new Drafts(
                format,
                output,
                report -> output.collect(REPORTS, new StreamRecord<>(report)),
                new PublishedFigures(metrics));
        figures = new RegionFigures(metrics, rules.reference().version());
        figures.look(books.values(), hot.methodologies(), hot.alerts());
        stale = new LinkedHashSet<>();
        behind = new LinkedHashSet<>();
        wholeAt = new HashMap<>();
        nextRefresh = 0;
        eventTime = Long.MIN_VALUE;
    }

    @Override
    public void processElement1(StreamRecord<IncidentFacts> element) {
        IncidentFacts incident = element.getValue();
        newestAppend = Math.max(newestAppend, incident.appendedAt());
        RegionBook book = books.computeIfAbsent(
                incident.region(), region -> new RegionBook(region, rules, hot.methodologies(), hot.alerts()));
        if (incident.page() != null) {
            book.receive(incident.page(), incident.stamp());
            return;
        }
        for (LateFact late : book.receive(incident)) {
            lateFacts.inc();
            output.collect(LATE_FACTS, new StreamRecord<>(format.late(late)));
        }
        if (!rules.replay() && incident.occurredAt() > newestAppend - MeasureRules.CATCH_UP_MILLIS) {
            refresh(book);
        }
    }

    /** Takes an update; every subtask does, the first one counts it and reports it if it is rejected. */
    @Override
    public void processElement2(StreamRecord<ConfigUpdate> element) throws Exception {
        ConfigUpdate.Fault fault = hot.take(element.getValue());
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() != 0) {
            return;
        }
        figures.count(fault);
        if (fault != null) {
            output.collect(new StreamRecord<>(format.rejected(element.getValue(), fault)));
        }
    }

    /** Has live boards published soon: at once after a pause, else when the throttle lets it. */
    @SuppressWarnings("FutureReturnValueIgnored") // the mailbox fails the task if the callback throws
    private void refresh(RegionBook book) {
        if (stale.add(book) && stale.size() == 1) {
            long due = Math.max(getProcessingTimeService().getCurrentProcessingTime(), nextRefresh);
            getProcessingTimeService().registerTimer(due, this::publishLive);
        }
    }

    private void publishLive(long due) {
        boolean few = stale.size() <= FEW_REGIONS;
        long begun = getProcessingTimeService().getCurrentProcessingTime();
        for (RegionBook book : stale) {
            if (few || begun >= wholeAt.getOrDefault(book, 0L) + REPEAT_MILLIS) {
                wholeAt.put(book, begun);
                behind.remove(book);
                book.publishLive(publisher, true);
            } else {
                leaveBehind(book, begun);
                book.publishLive(publisher, false);
            }
        }
        stale.clear();
        long done = getProcessingTimeService().getCurrentProcessingTime();
        nextRefresh = LiveThrottle.nextRefresh(begun, done, newestAppend);
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void leaveBehind(RegionBook book, long now) {
        if (behind.add(book) && behind.size() == 1) {
            getProcessingTimeService().registerTimer(now + REPEAT_MILLIS, this::catchUp);
        }
    }

    private void catchUp(long due) {
        List.copyOf(behind).forEach(this::refresh);
        behind.clear();
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        // The end of time of a drained job is not an instant: nothing is due because a job ends.
        if (!mark.equals(Watermark.MAX_WATERMARK)) {
            eventTime = mark.getTimestamp();
            for (RegionBook book : books.values()) {
                book.advance(eventTime, newestAppend, publisher);
            }
        }
        super.processWatermark(mark);
    }

    /** Updates have no event time. */
    @Override
    public void processWatermark2(Watermark mark) {}

    @Override
    public void endInput(int inputId) {
        if (inputId == FACTS && rules.replay() && eventTime != Long.MIN_VALUE) {
            for (RegionBook book : books.values()) {
                book.finish(eventTime, publisher);
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        newestAppends.update(List.of(newestAppend));
        hot.save();
        for (Map.Entry<String, RegionBook> book : books.entrySet()) {
            setCurrentKey(book.getKey());
            RegionState.save(book.getValue(), new ChunkSink(chunks));
        }
        figures.look(books.values(), hot.methodologies(), hot.alerts());
        super.snapshotState(context);
    }
}
