package ru.otklik.operator;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What operators of the job watch of each topic that is read: how much was accepted, and how much later than it happened the
 * broker took it. A negative delay is a producer whose clock is ahead; one beyond five minutes is refused as IN_FUTURE.
 */
final class TopicFigures {
    /** Events that the quantiles of a delay are of. */
    private static final int RECENT = 1_000;

    /** Of one topic. */
    private record Figures(Counter taken, Histogram delayMillis) {}

    private final MetricGroup metrics;
    private final Map<String, Figures> byTopic = new HashMap<>();

    TopicFigures(MetricGroup metrics) {
        this.metrics = metrics;
    }

    /**
     * Counts an event that passed the door.
     *
     * @param origin where it lies
     * @param happenedAt when it happened, epoch milliseconds
     */
    void count(Origin origin, long happenedAt) {
        Figures figures = byTopic.computeIfAbsent(origin.topic(), this::open);
        figures.taken().inc();
        figures.delayMillis().update(origin.appendedAt() - happenedAt);
    }

    private Figures open(String topic) {
        MetricGroup group = metrics.addGroup("topic", topic);
        return new Figures(
                group.counter("taken-events"),
                group.histogram("append-delay-ms", new DescriptiveStatisticsHistogram(RECENT)));
    }
}
