package ru.otklik.domain.clock;

/** What a transfer to another municipality does to a running stage. */
public enum OnTransfer {
    /** The stage keeps its start and its deadline. */
    CONTINUE,
    /** The stage starts anew, under the norm and the calendar of the new municipality. */
    RESTART
}
