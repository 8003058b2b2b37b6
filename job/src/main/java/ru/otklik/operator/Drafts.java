package ru.otklik.operator;

import java.util.function.Consumer;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.region.Publisher;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.domain.region.Status;
import ru.otklik.domain.snapshot.QuarterSnapshot;

/** Renders values and collects those that are published. */
final class Drafts implements Publisher {
    private final RecordFormat format;
    private final Output<StreamRecord<Publication>> output;
    private final Consumer<RegionReport> reports;
    private final PublishedFigures figures;
    private RecordFormat.@Nullable Draft draft;

    Drafts(
            RecordFormat format,
            Output<StreamRecord<Publication>> output,
            Consumer<RegionReport> reports,
            PublishedFigures figures) {
        this.format = format;
        this.output = output;
        this.reports = reports;
        this.figures = figures;
    }

    @Override
    public long prepare(PeriodValue value) {
        return keep(format.draft(value));
    }

    @Override
    public long prepare(ScopeValue value) {
        return keep(format.draft(value));
    }

    @Override
    public long prepare(AttributionValue value) {
        return keep(format.draft(value));
    }

    @Override
    public long prepare(PageValue value) {
        return keep(format.draft(value));
    }

    @Override
    public long prepare(Board board) {
        return keep(format.draft(board));
    }

    @Override
    public String prepare(QuarterSnapshot snapshot) {
        RecordFormat.Draft rendered = format.draft(snapshot);
        draft = rendered;
        return rendered.contentHash();
    }

    private long keep(RecordFormat.Draft rendered) {
        draft = rendered;
        return rendered.hash();
    }

    @Override
    public void publish(Status status, int revision, long instant) {
        if (draft == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        figures.count(status, instant);
        output.collect(new StreamRecord<>(draft.publish(status, revision, instant)));
    }

    @Override
    public void publishLive(Board board, long instant) {
        figures.count(Status.LIVE, instant);
        output.collect(new StreamRecord<>(format.live(board).publish(Status.LIVE, 0, instant)));
    }

    @Override
    public void publish(AlertStep step) {
        figures.count(step);
        output.collect(new StreamRecord<>(format.alert(step)));
    }

    @Override
    public void report(RegionReport report) {
        reports.accept(report);
    }
}
