package ru.otklik.operator;

/** Why an update of the configuration changes nothing. */
public enum ConfigRejectionReason {
    /** There is no value: nothing is ever removed. */
    NO_VALUE,
    /** Longer than 64 KiB. */
    TOO_LONG,
    /** Not JSON, an unknown key, a wrong value, a contradiction: the explanation tells. */
    INVALID,
    /** The record's key is not the id of the version or silence. */
    KEY_IS_NOT_ID,
    /** Another version has this id, or a silence that differs in more than its end. */
    ID_TAKEN,
    /** Another version takes effect at this instant. */
    EFFECTIVE_TIME_TAKEN,
    /** It changes something earlier than 10 minutes after it was appended. */
    EFFECTIVE_IN_PAST,
    /** The job was told to watch nothing. */
    ALERTS_ARE_OFF
}
