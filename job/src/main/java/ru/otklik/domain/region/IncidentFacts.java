package ru.otklik.domain.region;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.pages.PageReport;

/**
 * What one event changed in one region, or a report of an official page.
 *
 * @param region code of the region
 * @param source of the incident
 * @param incidentId of the incident
 * @param occurredAt of the event, epoch milliseconds
 * @param stamp of the event, epoch milliseconds; Long.MIN_VALUE before any event time
 * @param appendedAt when the event was appended to its topic, epoch milliseconds; decides only what is worth publishing
 * @param facts the differences; empty if a recent event changed nothing, and only tells how far the region has been read
 * @param page a report of an official page; null for an event of an incident
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
        @Nullable PageReport page,
        @Nullable PackedSteps steps) {

    /** Of an event of an incident, without the stages behind it. */
    public IncidentFacts(
            String region,
            Source source,
            String incidentId,
            long occurredAt,
            long stamp,
            long appendedAt,
            List<SignedFact> facts) {
        this(region, source, incidentId, occurredAt, stamp, appendedAt, facts, null, null);
    }

    /** Of a report of an official page; it names neither source nor incident. */
    public static IncidentFacts ofPage(String region, PageReport page, long stamp, long appendedAt) {
        return new IncidentFacts(
                region, Source.INCIDENT_MANAGEMENT, "", page.occurredAt(), stamp, appendedAt, List.of(), page, null);
    }
}
