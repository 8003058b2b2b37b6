package ru.otklik.domain.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.metrics.Figures;
import ru.otklik.domain.metrics.Figures.Latency;
import ru.otklik.domain.metrics.Histogram;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** The totals of a region in one period and source: integers, so that a later quarter can be held against them. */
public final class RegionTotals {
    private static final int MEDIAN = 50;

    private final long[] totals;

    private RegionTotals(long[] totals) {
        this.totals = totals;
    }

    /**
     * Adds up a region.
     *
     * @param figures of all members together
     * @param members the values of one source, one a municipality
     */
    public static RegionTotals of(Figures figures, List<PeriodValue> members) {
        RegionTotals sum = new RegionTotals(new long[Total.COUNT]);
        for (PeriodValue member : members) {
            Long population = member.shown().population();
            sum.add(Total.MUNICIPALITIES, 1);
            sum.add(Total.POPULATION, population == null ? 0 : population);
            sum.add(Total.CITIZENS, member.citizens());
            sum.add(Total.OPEN, member.open());
            sum.add(Total.OVERDUE, member.overdue());
        }
        sum.add(Total.REGISTERED, figures.count(FactKind.REGISTERED));
        sum.add(Total.RESPONDED, figures.count(FactKind.RESPONDED));
        sum.add(Total.RESOLVED, figures.count(FactKind.RESOLVED));
        sum.add(Total.RETURNED, figures.count(FactKind.RETURNED));
        sum.add(Total.REOPENED, figures.count(FactKind.REOPENED));
        sum.add(Total.CANCELLED, figures.count(FactKind.CANCELLED));
        sum.add(Total.RESPONSES, count(figures.histogram(Latency.RESPONSE_ELAPSED)));
        sum.add(Total.RESPONSE_SUM_MILLIS, figures.sumMillis(Latency.RESPONSE_ELAPSED));
        sum.add(Total.RESPONSE_MEDIAN_MILLIS, median(figures.histogram(Latency.RESPONSE_ELAPSED)));
        sum.add(Total.RESPONSE_WORKING_MEDIAN_MILLIS, median(figures.histogram(Latency.RESPONSE_WORKING)));
        sum.add(Total.RESOLUTIONS, count(figures.histogram(Latency.RESOLUTION_ELAPSED)));
        sum.add(Total.RESOLUTION_SUM_MILLIS, figures.sumMillis(Latency.RESOLUTION_ELAPSED));
        sum.add(Total.RESPONSE_MET, figures.count(FactKind.MET_RESPONSE));
        sum.add(Total.RESPONSE_MISSED, figures.count(FactKind.MISSED_RESPONSE));
        sum.add(Total.RESOLUTION_MET, figures.count(FactKind.MET_RESOLUTION));
        sum.add(Total.RESOLUTION_MISSED, figures.count(FactKind.MISSED_RESOLUTION));
        sum.add(Total.RATINGS, figures.count(FactKind.RATED));
        sum.add(Total.RATING_SUM, figures.ratingSum());
        return sum;
    }

    private void add(Total total, long amount) {
        totals[total.ordinal()] += amount;
    }

    private static long count(@Nullable Histogram values) {
        return values == null ? 0 : values.total();
    }

    private static long median(@Nullable Histogram values) {
        return values == null || values.total() <= 0 ? 0 : values.quantile(MEDIAN);
    }

    /** One total, in its unit. */
    public long get(Total total) {
        return totals[total.ordinal()];
    }

    public void pack(ByteWriter out) {
        out.putVarLong(totals.length);
        for (long total : totals) {
            out.putSignedVarLong(total);
        }
    }

    /** Reads totals; those that did not exist when they were packed are 0. */
    public static RegionTotals unpack(ByteReader in) {
        RegionTotals kept = new RegionTotals(new long[Total.COUNT]);
        int count = in.takeVarInt();
        for (int i = 0; i < count; i++) {
            kept.totals[i] = in.takeSignedVarLong();
        }
        return kept;
    }
}
