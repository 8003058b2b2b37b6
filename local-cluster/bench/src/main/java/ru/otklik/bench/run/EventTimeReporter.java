package ru.otklik.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.metrics.reporter.Scheduled;
import ru.otklik.topology.OperatorId;

/**
 * Sees from inside how far the job is: the event time that its last operator has reached, and how many records its sinks
 * have taken. Flink makes the reporter itself, and a measured JVM has one job, so what it sees is kept for the class.
 */
public final class EventTimeReporter implements MetricReporterFactory {
    private static final String WATERMARK = "currentInputWatermark";
    private static final String RECORDS_SENT = "numRecordsSend";
    private static final String OPERATOR_NAME = "<operator_name>";

    private static final List<Gauge<?>> EVENT_TIMES = new CopyOnWriteArrayList<>();
    private static final Map<OperatorId, List<Counter>> RECORDS = Map.of(
            OperatorId.PUBLISH_RECORDS, new CopyOnWriteArrayList<>(),
            OperatorId.PUBLISH_LIVE, new CopyOnWriteArrayList<>());
    private static final List<Awaited> AWAITED = new CopyOnWriteArrayList<>();

    private record Awaited(Predicate<List<Long>> reached, CompletableFuture<Void> done) {}

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new Reporter();
    }

    /**
     * Completes when every subtask of the operator that measures has reached an event time.
     *
     * @param subtasks how many there are
     * @param eventTime epoch milliseconds
     */
    static CompletableFuture<Void> awaitEventTime(int subtasks, long eventTime) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        AWAITED.add(new Awaited(
                times -> times.size() == subtasks && times.stream().allMatch(time -> time >= eventTime), done));
        return done;
    }

    /** Records that a sink has taken. */
    static long recordsSent(OperatorId sink) {
        return RECORDS.getOrDefault(sink, List.of()).stream()
                .mapToLong(Counter::getCount)
                .sum();
    }

    private static final class Reporter implements MetricReporter, Scheduled {
        @Override
        public void open(MetricConfig config) {
            // Nothing to open: what is seen stays in this JVM.
        }

        @Override
        public void close() {
            EVENT_TIMES.clear();
        }

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
            String operator = group.getAllVariables().getOrDefault(OPERATOR_NAME, "");
            if (metric instanceof Gauge<?> gauge
                    && name.equals(WATERMARK)
                    && operator.equals(OperatorId.MEASURE_REGIONS.id())) {
                EVENT_TIMES.add(gauge);
            }
            if (metric instanceof Counter counter && name.equals(RECORDS_SENT)) {
                RECORDS.forEach((sink, counters) -> {
                    if (operator.startsWith(sink.id())) {
                        counters.add(counter);
                    }
                });
            }
        }

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
            EVENT_TIMES.removeIf(gauge -> gauge == metric);
        }

        @Override
        public void report() {
            List<Long> times = new ArrayList<>();
            EVENT_TIMES.forEach(gauge -> times.add(gauge.getValue() instanceof Long time ? time : Long.MIN_VALUE));
            for (Awaited awaited : AWAITED) {
                if (awaited.reached().test(times)) {
                    awaited.done().complete(null);
                }
            }
        }
    }
}
