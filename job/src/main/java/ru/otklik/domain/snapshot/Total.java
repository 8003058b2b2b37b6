package ru.otklik.domain.snapshot;

/** What is known of a whole region and period. The ordinal is kept in state: a new one is added at the end. */
public enum Total {
    /** Municipalities with a value. */
    MUNICIPALITIES,
    /** Residents of those whose population is known. */
    POPULATION,
    /** Incidents registered and not cancelled: signals. */
    REGISTERED,
    /** Distinct citizens of each municipality, added up. */
    CITIZENS,
    RESPONDED,
    RESOLVED,
    RETURNED,
    REOPENED,
    CANCELLED,
    /** Incidents open at the end. */
    OPEN,
    /** Incidents overdue at the end. */
    OVERDUE,
    /** Number of first answers with a measured time. */
    RESPONSES,
    /** Sum of the times to the first answer, milliseconds. */
    RESPONSE_SUM_MILLIS,
    /** Half of the first answers came within this time, milliseconds; 0 if there are none. */
    RESPONSE_MEDIAN_MILLIS,
    /** The same in working time. */
    RESPONSE_WORKING_MEDIAN_MILLIS,
    /** Number of resolutions with a measured time. */
    RESOLUTIONS,
    /** Sum of the times to the resolution, milliseconds. */
    RESOLUTION_SUM_MILLIS,
    RESPONSE_MET,
    RESPONSE_MISSED,
    RESOLUTION_MET,
    RESOLUTION_MISSED,
    /** Number of ratings. */
    RATINGS,
    /** Sum of the ratings, 1 to 5 each. */
    RATING_SUM;

    static final int COUNT = values().length;
}
