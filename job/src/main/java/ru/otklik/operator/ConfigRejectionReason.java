package ru.otklik.operator;

/** Why an update of the configuration changes nothing. */
public enum ConfigRejectionReason {
    /** There is no value: versions are added, never removed. */
    NO_VALUE,
    /** Longer than 64 KiB. */
    TOO_LONG,
    /** Not JSON, an unknown key, a wrong value, a contradiction: the explanation tells. */
    INVALID,
    /** The record's key is not the id of the version. */
    KEY_IS_NOT_ID,
    /** Another version has this id. */
    ID_TAKEN,
    /** Another version takes effect at this instant. */
    EFFECTIVE_TIME_TAKEN,
    /** It takes effect earlier than 10 minutes after it was appended. */
    EFFECTIVE_IN_PAST
}
