package ru.otklik.bench.peers;

/** One dated consequence of an incident's events, for the municipality responsible then; a POJO to Flink and Jackson. */
public final class IncidentFact {
    /** What a fact says. */
    public enum Kind {
        REGISTERED,
        RESPONDED,
        RESOLVED,
        REWORKED,
        RESPONSE_MISSED,
        RESOLUTION_MISSED,
        REWORK_MISSED,
        RETURNED,
        REOPENED,
        RATED,
        TRANSFERRED_OUT,
        TRANSFERRED_IN,
        CLOSED,
        CANCELLED
    }

    public Kind kind = Kind.REGISTERED;

    /** Id of the municipality. */
    public String municipality = "";

    /** When it happened, epoch milliseconds. */
    public long date;

    /** 1, or -1 if it takes back an equal fact. */
    public int sign = 1;

    /** For the end of a stage: whether it had a deadline and kept it. */
    public boolean isMet;

    /** For the end of a stage: milliseconds from its start. */
    public long elapsedMillis;

    /** For the end of a stage: the same in working time. */
    public long workingMillis;

    /** For RATED: 1 to 5. */
    public int rating;

    /** A fact that is neither the end of a stage nor a rating. */
    public static IncidentFact of(Kind kind, String municipality, long date) {
        IncidentFact fact = new IncidentFact();
        fact.kind = kind;
        fact.municipality = municipality;
        fact.date = date;
        return fact;
    }

    /** The fact that takes this one back. */
    public IncidentFact negated() {
        IncidentFact fact = of(kind, municipality, date);
        fact.sign = -sign;
        fact.isMet = isMet;
        fact.elapsedMillis = elapsedMillis;
        fact.workingMillis = workingMillis;
        fact.rating = rating;
        return fact;
    }
}
