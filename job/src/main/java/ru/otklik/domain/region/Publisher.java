package ru.otklik.domain.region;

import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.snapshot.QuarterSnapshot;

/**
 * Where values go. A value is prepared first: that says whether it differs from the last one; then published, or not.
 */
public interface Publisher extends AlertPublisher {
    /**
     * Renders a value.
     *
     * @return a hash of its content without the period, equal if and only if that content is (but for one in 2^64)
     */
    long prepare(PeriodValue value);

    /** The same for figures that were merged. */
    long prepare(ScopeValue value);

    /** The same for figures by registration and by due date. */
    long prepare(AttributionValue value);

    /** The same for figures of official pages. */
    long prepare(PageValue value);

    /** The same for a board. */
    long prepare(Board board);

    /**
     * The same for a snapshot.
     *
     * @return SHA-256 of its content, 64 hexadecimal digits
     */
    String prepare(QuarterSnapshot snapshot);

    /**
     * Publishes what was prepared last.
     *
     * @param eventTime the instant it is for, epoch milliseconds
     */
    void publish(Status status, int revision, long eventTime);

    /** Publishes a live board, which is compared with nothing. */
    void publishLive(Board board, long eventTime);

    /** Sends the figures of a region to where those of its district and of the country are made. */
    void report(RegionReport report);
}
