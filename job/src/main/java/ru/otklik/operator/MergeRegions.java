package ru.otklik.operator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.Publisher;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.domain.region.ScopeBook;
import ru.otklik.domain.region.ScopeState;

/**
 * Keeps the book of each federal district and of the country: merges what regions report, and ranks the regions.
 *
 * <p>Books live and are saved as those of {@link MeasureRegions} are. They end never: districts are few and known; what
 * lies beyond every horizon is forgotten inside.
 */
public final class MergeRegions extends AbstractStreamOperator<Publication>
        implements TwoInputStreamOperator<RegionReport, ConfigUpdate, Publication>, BoundedMultiInput {
    private static final long serialVersionUID = 1L;

    private static final String STATE = "scope-chunks";

    /** Number of the input of reports, as Flink counts them. */
    private static final int REPORTS = 1;

    private final MeasureRules rules;
    private final RecordFormat.Factory formats;
    private final UpdatesSoFar updatesSoFar;

    private transient HotConfig hot;

    private transient MapState<Long, byte[]> chunks;
    private transient Map<String, ScopeBook> books;
    private transient Publisher publisher;
    private transient long eventTime;

    /** Without updates that lie in a topic already. */
    public MergeRegions(MeasureRules rules, RecordFormat.Factory formats) {
        this(rules, formats, UpdatesSoFar.NONE);
    }

    public MergeRegions(MeasureRules rules, RecordFormat.Factory formats, UpdatesSoFar updatesSoFar) {
        this.rules = rules;
        this.formats = formats;
        this.updatesSoFar = updatesSoFar;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        chunks = context.getKeyedStateStore().getMapState(new MapStateDescriptor<>(STATE, Types.LONG, FlatType.CHUNK));
        hot = new HotConfig(rules, updatesSoFar, context.getOperatorStateStore());
        books = new TreeMap<>();
        if (context.isRestored()) {
            restore();
        }
    }

    private void restore() throws Exception {
        List<String> scopes;
        try (var keys = getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
            scopes = keys.map(String::valueOf).toList();
        }
        for (String scope : scopes) {
            setCurrentKey(scope);
            ScopeBook book = new ScopeBook(scope, rules, hot.methodologies());
            ScopeState.load(book, chunks.entries());
            books.put(scope, book);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        publisher = new Drafts(
                formats.create(),
                output,
                report -> {
                    throw new IllegalStateException("a district reports to nobody: " + report.scope());
                },
                new PublishedFigures(metrics));
        eventTime = Long.MIN_VALUE;
    }

    @Override
    public void processElement1(StreamRecord<RegionReport> element) {
        RegionReport report = element.getValue();
        books.computeIfAbsent(report.scope(), scope -> new ScopeBook(scope, rules, hot.methodologies()))
                .receive(report);
    }

    /** Takes an update; what is wrong with one is said where regions are measured. */
    @Override
    public void processElement2(StreamRecord<ConfigUpdate> element) throws Exception {
        hot.take(element.getValue());
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        // As in MeasureRegions: the end of time of a drained job is not an instant.
        if (!mark.equals(Watermark.MAX_WATERMARK)) {
            eventTime = mark.getTimestamp();
            for (ScopeBook book : books.values()) {
                book.advance(eventTime, publisher);
            }
        }
        super.processWatermark(mark);
    }

    /** Updates have no event time. */
    @Override
    public void processWatermark2(Watermark mark) {}

    @Override
    public void endInput(int inputId) {
        if (inputId == REPORTS && rules.replay() && eventTime != Long.MIN_VALUE) {
            for (ScopeBook book : books.values()) {
                book.finish(eventTime, publisher);
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        hot.save();
        for (Map.Entry<String, ScopeBook> book : books.entrySet()) {
            setCurrentKey(book.getKey());
            ScopeState.save(book.getValue(), new ChunkSink(chunks));
        }
        super.snapshotState(context);
    }
}
