package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.List;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.ZoneDays;
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

    /**
     * The calendar periods that refuse a fact.
     *
     * @param horizonMillis how long after its end a period takes facts
     */
    static List<PeriodName> refusals(long date, long stamp, ZoneDays days, long horizonMillis) {
        if (stamp < date + horizonMillis) {
            return List.of();
        }
        List<PeriodName> refusedBy = new ArrayList<>(2);
        int day = days.dayOf(date);
        for (CalendarKind kind : CalendarKind.values()) {
            int index = ZoneDays.indexOf(kind, day);
            if (!MunicipalityBook.takes(days, kind, index, stamp, horizonMillis)) {
                refusedBy.add(new PeriodName(kind, kind.label(index)));
            }
        }
        return refusedBy;
    }
}
