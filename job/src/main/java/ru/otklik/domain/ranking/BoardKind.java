package ru.otklik.domain.ranking;

/** What a board ranks by. */
public enum BoardKind {
    /** All of performance. */
    OVERALL,
    /** How fast the first answer comes. */
    SPEED,
    /** Whether deadlines are kept. */
    DEADLINES,
    /** Rework and ratings. */
    QUALITY,
    /** Incidents per 10,000 residents: a figure of the citizens, never part of a performance score. */
    ACTIVITY
}
