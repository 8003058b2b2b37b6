package ru.otklik.domain.incident;

/**
 * What a fact says. The ordinal is kept in state, in five bits: kinds are added at the end and never moved.
 *
 * <p>Those from OPEN_FROM to OVERDUE_UNTIL are steps of levels: an incident is open (overdue) from the one to the other.
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
    OVERDUE_UNTIL,
    /** An outcome that another municipality brought about, told to where the incident was registered. */
    COHORT_OUTCOME;

    private static final FactKind[] ALL = values();

    /** The kind with this ordinal, without a copy of the array. */
    public static FactKind of(int ordinal) {
        return ALL[ordinal];
    }

    /** Whether figures by registration count facts of this kind, but for the registration itself. */
    public boolean isOutcome() {
        int ordinal = ordinal();
        return (ordinal >= RESPONDED.ordinal() && ordinal <= MISSED_REWORK.ordinal())
                || this == OPEN_FROM
                || this == OPEN_UNTIL
                || this == COHORT_OUTCOME;
    }

    /** Whether the time from the start of the stage is that of the first answer. */
    boolean measuresResponse() {
        return this == RESPONDED;
    }

    /** Whether facts of this kind may carry a time that began with the start of a stage. */
    boolean spansTime() {
        return this == RESPONDED || this == RESOLVED || this == COHORT_OUTCOME;
    }

    public static FactKind met(Stage stage) {
        return ALL[MET_RESPONSE.ordinal() + stage.ordinal()];
    }

    public static FactKind missed(Stage stage) {
        return ALL[MISSED_RESPONSE.ordinal() + stage.ordinal()];
    }
}
