package ru.otklik.domain.incident;

/** Why an event of an incident could not be taken at its word. */
public enum AnomalyKind {
    /** A second REGISTERED; the earliest one counts. */
    DUPLICATE_REGISTRATION,
    /** An event dated before REGISTERED. */
    BEFORE_REGISTRATION,
    /** Another text under an eventId that is taken. */
    CONFLICTING_EVENT,
    /** EXTENDED that moves no deadline. */
    EXTENSION_WITHOUT_EFFECT,
    RETURNED_BEFORE_ANSWER,
    REOPENED_BEFORE_ANSWER,
    RATED_BEFORE_ANSWER,
    /** CLOSED while closed. */
    CLOSED_TWICE,
    /** Still running when the retention of unanswered incidents ends. */
    ABANDONED
}
