package ru.otklik.domain.clock;

/** What a calendar says of a date that it names; in order of precedence on one level. */
public enum DayKind {
    /** No working time. */
    HOLIDAY,
    /** Working time that ends an hour earlier, whatever the weekday. */
    SHORT,
    /** Full working time, whatever the weekday. */
    WORKING
}
