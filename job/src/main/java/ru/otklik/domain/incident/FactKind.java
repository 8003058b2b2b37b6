package ru.otklik.domain.incident;

/**
 * What a fact says. The ordinal is kept in state: kinds are added at the end and never moved.
 *
 * <p>The last four are steps of levels: an incident is open (overdue) from the one to the other.
 */
public enum FactKind {
    REGISTERED,
    RESPONDED,
    RESOLVED,
    MET_RESPONSE,
    MET_RESOLUTION,
    MET_REWORK,
    MISSED_RESPONSE,
    MISSED_RESOLUTION,
    MISSED_REWORK,
    RETURNED,
    REOPENED,
    RATED,
    TRANSFERRED_OUT,
    TRANSFERRED_IN,
    CLOSED,
    CANCELLED,
    ANOMALY,
    OPEN_FROM,
    OPEN_UNTIL,
    OVERDUE_FROM,
    OVERDUE_UNTIL;

    private static final FactKind[] ALL = values();

    /** The kind with this ordinal, without a copy of the array. */
    public static FactKind of(int ordinal) {
        return ALL[ordinal];
    }

    public static FactKind met(Stage stage) {
        return ALL[MET_RESPONSE.ordinal() + stage.ordinal()];
    }

    public static FactKind missed(Stage stage) {
        return ALL[MISSED_RESPONSE.ordinal() + stage.ordinal()];
    }
}
