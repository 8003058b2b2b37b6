package ru.otklik.operator;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.pages.PageReport;

/**
 * One record at the door: an accepted event, a report of an official page, a rejection or a heart-beat.
 *
 * @param origin where it came from
 * @param eventTime what it says of event time, epoch milliseconds; Long.MIN_VALUE for a rejection
 * @param stamp event time of its partition before it, epoch milliseconds; Long.MIN_VALUE before any
 * @param accepted the event; null unless accepted
 * @param rejection null unless rejected
 * @param page null unless a report of an official page
 */
public record Inbound(
        Origin origin,
        long eventTime,
        long stamp,
        @Nullable Accepted accepted,
        @Nullable Rejection rejection,
        @Nullable PageReport page) {

    /** A record that is no report of a page. */
    public Inbound(
            Origin origin, long eventTime, long stamp, @Nullable Accepted accepted, @Nullable Rejection rejection) {
        this(origin, eventTime, stamp, accepted, rejection, null);
    }

    /**
     * An accepted event and whose it is.
     *
     * @param key 64-bit hash of source and incidentId
     * @param check 64 further bits of that hash
     */
    public record Accepted(Source source, String incidentId, long key, long check, IncidentEvent event) {}

    /** Why a record cannot be used, and what to do. */
    public record Rejection(RejectionReason reason, String explanation) {}

    /** Before any event time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    public static Inbound accepted(Origin origin, Accepted accepted) {
        return new Inbound(origin, accepted.event().occurredAt(), NO_TIME, accepted, null);
    }

    public static Inbound page(Origin origin, PageReport page) {
        return new Inbound(origin, page.occurredAt(), NO_TIME, null, null, page);
    }

    public static Inbound rejected(Origin origin, RejectionReason reason, String explanation) {
        return new Inbound(origin, NO_TIME, NO_TIME, null, new Rejection(reason, explanation));
    }

    public static Inbound heartbeat(Origin origin, long eventTime) {
        return new Inbound(origin, eventTime, NO_TIME, null, null);
    }

    Inbound stamped(long newStamp) {
        return new Inbound(origin, eventTime, newStamp, accepted, rejection, page);
    }
}
