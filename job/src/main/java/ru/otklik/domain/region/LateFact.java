package ru.otklik.domain.region;

import java.util.List;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.reference.Municipality;

/**
 * A fact that came too late for some periods.
 *
 * @param stamp when it was known, epoch milliseconds
 * @param refusedBy the calendar periods that contain its date and had passed their horizon
 */
public record LateFact(
        String incidentId,
        Source source,
        SignedFact fact,
        Municipality municipality,
        long stamp,
        List<PeriodName> refusedBy) {

    /** A calendar period by name. */
    public record PeriodName(CalendarKind kind, String label) {}
}
