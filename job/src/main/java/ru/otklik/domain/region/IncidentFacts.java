package ru.otklik.domain.region;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.StageStep;

/**
 * What one event changed in one region.
 *
 * @param region code of the region
 * @param source of the incident
 * @param incidentId of the incident
 * @param occurredAt of the event, epoch milliseconds
 * @param stamp of the event, epoch milliseconds; Long.MIN_VALUE before any event time
 * @param appendedAt when the event was appended to its topic, epoch milliseconds; decides only what is worth publishing
 * @param facts the differences; empty if a recent event changed nothing, and only tells how far the region has been read
 * @param steps all steps of the incident's stages, past and future, for alerts; null if nobody wants them or nothing could
 *     have changed them
 */
public record IncidentFacts(
        String region,
        Source source,
        String incidentId,
        long occurredAt,
        long stamp,
        long appendedAt,
        List<SignedFact> facts,
        @Nullable List<StageStep> steps) {

    /** Facts without the stages behind them. */
    public IncidentFacts(
            String region,
            Source source,
            String incidentId,
            long occurredAt,
            long stamp,
            long appendedAt,
            List<SignedFact> facts) {
        this(region, source, incidentId, occurredAt, stamp, appendedAt, facts, null);
    }
}
