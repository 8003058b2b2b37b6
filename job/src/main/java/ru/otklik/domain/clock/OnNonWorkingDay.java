package ru.otklik.domain.clock;

/** Where a deadline in calendar days goes if its date is not a working one. */
public enum OnNonWorkingDay {
    /** Nowhere. */
    NONE,
    /** To 24:00 of the next working date. */
    NEXT,
    /** To 24:00 of the last working date before it, if that is after the date of the start; else nowhere. */
    PREVIOUS
}
