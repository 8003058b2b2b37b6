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
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
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
        implements OneInputStreamOperator<RegionReport, Publication>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private static final String STATE = "scope-chunks";

    private final MeasureRules rules;
    private final RecordFormat.Factory formats;

    private transient MapState<Long, byte[]> chunks;
    private transient Map<String, ScopeBook> books;
    private transient Publisher publisher;
    private transient long eventTime;

    public MergeRegions(MeasureRules rules, RecordFormat.Factory formats) {
        this.rules = rules;
        this.formats = formats;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        chunks = context.getKeyedStateStore().getMapState(new MapStateDescriptor<>(STATE, Types.LONG, FlatType.CHUNK));
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
            ScopeBook book = new ScopeBook(scope, rules);
            ScopeState.load(book, chunks.entries());
            books.put(scope, book);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        publisher = new Drafts(formats.create(), output, report -> {
            throw new IllegalStateException("a district reports to nobody: " + report.scope());
        });
        eventTime = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<RegionReport> element) {
        RegionReport report = element.getValue();
        books.computeIfAbsent(report.scope(), scope -> new ScopeBook(scope, rules))
                .receive(report);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // As in MeasureRegions: the end of time of a drained job is not an instant.
        if (!mark.equals(Watermark.MAX_WATERMARK)) {
            eventTime = mark.getTimestamp();
            for (ScopeBook book : books.values()) {
                book.advance(eventTime, publisher);
            }
        }
        super.processWatermark(mark);
    }

    @Override
    public void endInput() {
        if (rules.replay() && eventTime != Long.MIN_VALUE) {
            for (ScopeBook book : books.values()) {
                book.finish(eventTime, publisher);
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        for (Map.Entry<String, ScopeBook> book : books.entrySet()) {
            setCurrentKey(book.getKey());
            ScopeState.save(book.getValue(), new ChunkSink(chunks));
        }
        super.snapshotState(context);
    }
}
