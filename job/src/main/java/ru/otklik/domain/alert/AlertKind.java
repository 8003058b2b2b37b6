package ru.otklik.domain.alert;

/** What a rule watches. The ordinal is kept in state. */
public enum AlertKind {
    /** A share of the norm is used, or the deadline is near, and there is no answer. Holds until the stage ends. */
    INCIDENT_DEADLINE_NEAR(Unit.MILLIS, true),
    /** The deadline has passed, and there is no answer. */
    INCIDENT_OVERDUE(Unit.MILLIS, true),
    /** The rolling median or mean of answers is above a threshold. */
    SLOW_RESPONDER(Unit.MILLIS, true),
    /** The rolling share of deadlines met is below a threshold. */
    LOW_COMPLIANCE(Unit.SHARE, false),
    /** More incidents are overdue than a threshold. */
    OVERDUE_BACKLOG(Unit.COUNT, true),
    /** Incidents are open, and for some working time nothing has been answered. */
    SILENT_MUNICIPALITY(Unit.WORKING_MILLIS, true),
    /** More is registered than in the same hours of the four weeks before. */
    ACTIVITY_SURGE(Unit.RATIO, true);

    /** What a value is counted in. */
    public enum Unit {
        MILLIS,
        WORKING_MILLIS,
        SHARE,
        COUNT,
        RATIO
    }

    private final Unit unit;
    private final boolean firesAbove;

    AlertKind(Unit unit, boolean firesAbove) {
        this.unit = unit;
        this.firesAbove = firesAbove;
    }

    public Unit unit() {
        return unit;
    }

    /** Whether it fires above its threshold, else below. */
    public boolean firesAbove() {
        return firesAbove;
    }

    /** Whether its subject is one incident, else a municipality. */
    public boolean isOfIncident() {
        return this == INCIDENT_DEADLINE_NEAR || this == INCIDENT_OVERDUE;
    }
}
