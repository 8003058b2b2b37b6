package ru.otklik.domain.region;

/** How final a published value is. */
public enum Status {
    /** The period is still open; revision -1. */
    PRELIMINARY,
    /** The period has ended; revision 0. Rolling values are final from the start. */
    FINAL,
    /** Facts came after the end; revisions 1, 2, … */
    REVISED,
    /** As of the newest fact, without finality. */
    LIVE
}
