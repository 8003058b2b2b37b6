package ru.otklik.bench.peers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import ru.otklik.bench.peers.MunicipalityFigures.Period;
import ru.otklik.domain.period.CalendarKind;

/** Makes the row of a municipality's window. */
final class PublishFigures extends ProcessWindowFunction<FigureTally, MunicipalityFigures, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    /** Accumulator: rows made. */
    static final String ROWS = "rows";

    /** Label of the calendar windows, which have another for each period. */
    static final String QUARTER = CalendarKind.QUARTER.name();

    private final String label;
    private final LongCounter rows = new LongCounter();

    /** @param label PT1H, PT24H or {@link #QUARTER} */
    PublishFigures(String label) {
        this.label = label;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(ROWS, rows);
    }

    @Override
    public void process(
            String municipality, Context context, Iterable<FigureTally> tallies, Collector<MunicipalityFigures> out) {
        for (FigureTally tally : tallies) {
            rows.add(1);
            out.collect(MunicipalityFigures.of(municipality, period(context.window()), tally));
        }
    }

    private Period period(TimeWindow window) {
        Instant end = Instant.ofEpochMilli(window.getEnd());
        if (!label.equals(QUARTER)) {
            return new Period("ROLLING", label, end);
        }
        // No zone is a month away from UTC: the middle of a quarter is in the same one everywhere.
        Instant middle = Instant.ofEpochMilli((window.getStart() + window.getEnd()) / 2);
        int quarter = CalendarKind.QUARTER.indexOf(LocalDate.ofInstant(middle, ZoneOffset.UTC));
        return new Period(QUARTER, CalendarKind.QUARTER.label(quarter), end);
    }
}
