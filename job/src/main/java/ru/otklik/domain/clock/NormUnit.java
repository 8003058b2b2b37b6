package ru.otklik.domain.clock;

/** What the amount of a norm counts, and so how its deadline is found. */
public enum NormUnit {
    /** Hours of 3,600,000 ms, day and night. */
    CALENDAR_HOURS,
    /** Hours of working time: the deadline is the earliest instant by which that much of it has passed. */
    WORKING_HOURS,
    /** Dates: the deadline is 24:00 of the n-th date after the date of the start. */
    CALENDAR_DAYS,
    /** Working dates: the deadline is the end of the last interval of the n-th one after the date of the start. */
    WORKING_DAYS
}
