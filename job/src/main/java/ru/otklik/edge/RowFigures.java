package ru.otklik.edge;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What operators of the job watch of the rows of one table: how long a batch takes, how many rows were written, and how many
 * the table refused since it holds newer ones. Rows that come again after a restart are refused; else it is a TaskManager
 * that was thought dead and woke up.
 */
final class RowFigures {
    /** Batches that the quantiles are of. */
    private static final int RECENT = 500;

    private final Counter written;
    private final Counter refused;
    private final Histogram batchMillis;

    RowFigures(MetricGroup metrics) {
        written = metrics.counter("written-rows");
        refused = metrics.counter("refused-rows");
        batchMillis = metrics.histogram("batch-ms", new DescriptiveStatisticsHistogram(RECENT));
    }

    /**
     * Notes a batch that the database has taken.
     *
     * @param rows changed by each statement: 0 or 1
     */
    void note(int[] rows, long nanos) {
        batchMillis.update(nanos / 1_000_000);
        for (int each : rows) {
            (each == 0 ? refused : written).inc();
        }
    }
}
