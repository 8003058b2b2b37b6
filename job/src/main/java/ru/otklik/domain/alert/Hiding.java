package ru.otklik.domain.alert;

/**
 * Why the delivery of an alert is hidden.
 *
 * @param id of the silence or of the inhibiting rule; the rule's own for quiet hours
 * @param comment author and reason of a silence; else empty
 */
public record Hiding(Kind kind, String id, String comment) {
    /** What hides. The ordinal is kept in state. */
    public enum Kind {
        INHIBITION,
        QUIET_HOURS,
        SILENCE
    }
}
