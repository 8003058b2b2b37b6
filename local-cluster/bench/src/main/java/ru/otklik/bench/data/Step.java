package ru.otklik.bench.data;

/** One event of an incident. */
public final class Step implements Comparable<Step> {
    /** What happened; the names are those of the contract. */
    public enum Kind {
        REGISTERED,
        ASSIGNED,
        TRANSFERRED,
        EXTENDED,
        ANSWERED,
        RETURNED,
        REOPENED,
        RATED,
        CLOSED,
        CANCELLED
    }

    final Incident incident;
    final Kind kind;
    /** Its place in the incident. */
    final int ordinal;
    /** Whether the incident has been transferred by then. */
    final boolean moved;

    private final long occurredAt;
    private final long arrivesAt;

    Step(Incident incident, Kind kind, int ordinal, boolean moved, long occurredAt, long arrivesAt) {
        this.incident = incident;
        this.kind = kind;
        this.ordinal = ordinal;
        this.moved = moved;
        this.occurredAt = occurredAt;
        this.arrivesAt = arrivesAt;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether its incident comes from social networks, else from the portal. */
    public boolean isSocial() {
        return incident.social();
    }

    /** Partition of its incident. */
    public int partition(int partitions) {
        return incident.partition(partitions);
    }

    /** Event time, epoch milliseconds. */
    public long occurredAt() {
        return occurredAt;
    }

    /** When the source sends it, epoch milliseconds. */
    public long arrivesAt() {
        return arrivesAt;
    }

    /** Index of the municipality that it names. */
    public int municipality() {
        return moved ? incident.movedTo() : incident.municipality();
    }

    @Override
    public int compareTo(Step other) {
        int byArrival = Long.compare(arrivesAt, other.arrivesAt);
        if (byArrival != 0) {
            return byArrival;
        }
        int byIncident = Long.compare(incident.number(), other.incident.number());
        return byIncident != 0 ? byIncident : Integer.compare(ordinal, other.ordinal);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Step other && compareTo(other) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(incident.number() * 31 + ordinal);
    }
}
