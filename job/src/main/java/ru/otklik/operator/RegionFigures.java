package ru.otklik.operator;

import java.util.Collection;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertRegister;
import ru.otklik.domain.metrics.Levels;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.region.RegionBook;

/**
 * What is watched of the books of regions. Gauges are as of the last checkpoint or restart: reporters ask from a thread of
 * their own, and books may not be looked into while they change.
 */
final class RegionFigures {
    private final Counter updates;
    private final Counter rejected;
    private volatile long closedUntil;
    private volatile long open;
    private volatile long overdue;
    private volatile long methodologySince;
    private volatile long rulesSince;

    /**
     * Registers the figures.
     *
     * @param reference version of the reference data, which is shown as a label
     */
    RegionFigures(MetricGroup metrics, String reference) {
        updates = metrics.counter("config-updates");
        rejected = metrics.counter("rejected-config-updates");
        gauge(metrics, "closed-until-ms", () -> closedUntil);
        gauge(metrics, "open-incidents", () -> open);
        gauge(metrics, "overdue-incidents", () -> overdue);
        gauge(metrics, "methodology-since-ms", () -> methodologySince);
        gauge(metrics, "alert-rules-since-ms", () -> rulesSince);
        gauge(metrics.addGroup("reference", reference), "reference-in-force", () -> 1L);
    }

    private static void gauge(MetricGroup metrics, String name, Gauge<Long> gauge) {
        metrics.gauge(name, gauge);
    }

    /** Counts an update of the configuration; what is wrong with it, or null. */
    void count(ConfigUpdate.@Nullable Fault fault) {
        updates.inc();
        if (fault != null) {
            rejected.inc();
        }
    }

    /** Looks at the books, and at what they go by. */
    void look(Collection<RegionBook> books, Methodologies methodologies, AlertRegister alerts) {
        long slowest = Long.MAX_VALUE;
        long allOpen = 0;
        long allOverdue = 0;
        for (RegionBook book : books) {
            slowest = Math.min(slowest, book.closedUntil());
            Levels.Level level = book.level();
            allOpen += level.open();
            allOverdue += level.overdue();
        }
        closedUntil = books.isEmpty() ? 0 : slowest;
        open = allOpen;
        overdue = allOverdue;
        methodologySince = sinceEpoch(methodologies.at(closedUntil).effectiveFromMillis());
        rulesSince = sinceEpoch(alerts.at(closedUntil).effectiveFromMillis());
    }

    /** What has always held is shown as 0. */
    private static long sinceEpoch(long millis) {
        return Math.max(0, millis);
    }
}
