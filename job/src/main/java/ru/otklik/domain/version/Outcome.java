package ru.otklik.domain.version;

/** What became of an update. */
public enum Outcome {
    ADDED,
    /** The very same is there: it was sent twice. */
    KNOWN,
    /** Another one has this id. */
    ID_TAKEN,
    /** Another version takes effect at this instant. */
    EFFECTIVE_TIME_TAKEN,
    /** It would change something earlier than {@link VersionRegister#NOTICE_MILLIS} after it was appended. */
    EFFECTIVE_IN_PAST
}
