package ru.otklik.operator;

/** Why a record was not accepted. */
public enum RejectionReason {
    NOT_UTF8,
    NOT_JSON,
    TOO_DEEP,
    TOO_LONG,
    DUPLICATE_KEY,
    WRONG_TYPE,
    UNKNOWN_VALUE,
    MISSING_FIELD,
    UNKNOWN_MUNICIPALITY,
    TOO_OLD,
    IN_FUTURE,
    DEADLINE_TOO_FAR,
    TOO_MANY_EVENTS
}
