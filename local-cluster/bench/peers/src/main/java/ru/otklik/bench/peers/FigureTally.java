package ru.otklik.bench.peers;

import java.util.EnumMap;
import java.util.Map;
import ru.otklik.bench.peers.IncidentFact.Kind;
import ru.otklik.domain.incident.Stage;

/** Adds facts up; a POJO to Flink and Jackson. */
public final class FigureTally {
    public Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    public Map<Stage, Long> met = new EnumMap<>(Stage.class);
    public long ratingSum;
    public LatencyTally response = new LatencyTally();
    public LatencyTally responseWorking = new LatencyTally();
    public LatencyTally resolution = new LatencyTally();
    public LatencyTally resolutionWorking = new LatencyTally();

    /** Adds a fact; one with a negative sign is subtracted. */
    public FigureTally add(IncidentFact fact) {
        counts.merge(fact.kind, (long) fact.sign, Long::sum);
        switch (fact.kind) {
            case RESPONDED -> {
                addMet(Stage.RESPONSE, fact);
                response.add(fact.elapsedMillis, fact.sign);
                responseWorking.add(fact.workingMillis, fact.sign);
            }
            case RESOLVED -> {
                addMet(Stage.RESOLUTION, fact);
                resolution.add(fact.elapsedMillis, fact.sign);
                resolutionWorking.add(fact.workingMillis, fact.sign);
            }
            case REWORKED -> addMet(Stage.REWORK, fact);
            case RATED -> ratingSum += (long) fact.sign * fact.rating;
            default -> {}
        }
        return this;
    }

    /** Adds another tally. */
    public FigureTally addAll(FigureTally other) {
        other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
        other.met.forEach((stage, count) -> met.merge(stage, count, Long::sum));
        ratingSum += other.ratingSum;
        response.addAll(other.response);
        responseWorking.addAll(other.responseWorking);
        resolution.addAll(other.resolution);
        resolutionWorking.addAll(other.resolutionWorking);
        return this;
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long met(Stage stage) {
        return met.getOrDefault(stage, 0L);
    }

    private void addMet(Stage stage, IncidentFact fact) {
        if (fact.isMet) {
            met.merge(stage, (long) fact.sign, Long::sum);
        }
    }
}
