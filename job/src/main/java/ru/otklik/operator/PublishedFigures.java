package ru.otklik.operator;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.region.Status;

/** What operators of the job watch of what they publish: how much, how much of it corrects, and of when the newest is. */
final class PublishedFigures {
    /** By number of the status. */
    private final Counter[] records = new Counter[Status.values().length];
    /** By number of the kind, then of how the alert stands. */
    private final Counter[][] alerts = new Counter[AlertKind.values().length][AlertStep.Stand.values().length];
    /** Epoch milliseconds; 0 before the first. Reporters read them from a thread of their own. */
    private volatile long newest;

    private volatile long newestLive;

    PublishedFigures(MetricGroup metrics) {
        for (Status status : Status.values()) {
            records[status.ordinal()] =
                    metrics.addGroup("status", status.name()).counter("published-records");
        }
        for (AlertKind kind : AlertKind.values()) {
            MetricGroup ofKind = metrics.addGroup("kind", kind.name());
            for (AlertStep.Stand stand : AlertStep.Stand.values()) {
                alerts[kind.ordinal()][stand.ordinal()] =
                        ofKind.addGroup("stand", stand.name()).counter("alert-steps");
            }
        }
        Gauge<Long> published = () -> newest;
        metrics.gauge("published-until-ms", published);
        Gauge<Long> live = () -> newestLive;
        metrics.gauge("live-until-ms", live);
    }

    /**
     * Counts a record of figures, a board or a snapshot.
     *
     * @param instant event time as of which it is, epoch milliseconds
     */
    void count(Status status, long instant) {
        records[status.ordinal()].inc();
        if (status == Status.LIVE) {
            newestLive = Math.max(newestLive, instant);
        } else {
            newest = Math.max(newest, instant);
        }
    }

    /** Counts a step of an alert. */
    void count(AlertStep step) {
        alerts[step.rule().kind().ordinal()][step.stand().ordinal()].inc();
    }
}
