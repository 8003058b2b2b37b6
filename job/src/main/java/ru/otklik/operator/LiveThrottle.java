package ru.otklik.operator;

/** How often live boards come: they go by the clock, and results never wait for them. */
final class LiveThrottle {
    /** At most once in this time: 20 times a second. */
    private static final long LEAST_MILLIS = 50;

    /** At most half of the operator's time: under load they come less often. */
    private static final long REST_PER_WORK = 1;

    /** What was appended longer ago than this is a backlog; nobody watches a screen for news of then. */
    private static final long BACKLOG_MILLIS = 60_000;

    private static final long LEAST_MILLIS_IN_BACKLOG = 1000;

    /** A twentieth of the operator's time. */
    private static final long REST_PER_WORK_IN_BACKLOG = 19;

    private LiveThrottle() {}

    /**
     * When live boards may be published again; all in epoch milliseconds of the clock.
     *
     * @param begun when the publication began
     * @param done when it had been done
     * @param newestAppend when the newest event known was appended to its topic
     */
    static long nextRefresh(long begun, long done, long newestAppend) {
        boolean inBacklog = newestAppend < begun - BACKLOG_MILLIS;
        long least = inBacklog ? LEAST_MILLIS_IN_BACKLOG : LEAST_MILLIS;
        long rest = (inBacklog ? REST_PER_WORK_IN_BACKLOG : REST_PER_WORK) * (done - begun);
        return Math.max(begun + least, done + rest);
    }
}
