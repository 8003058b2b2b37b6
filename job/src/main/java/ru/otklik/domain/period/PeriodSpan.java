package ru.otklik.domain.period;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A period as it is shown.
 *
 * @param kind DAY, MONTH, QUARTER, YEAR or ROLLING
 * @param label see spec §10
 * @param startMillis first instant, epoch milliseconds
 * @param endMillis first instant after it, epoch milliseconds
 * @param zone zone in which start and end are written
 */
public record PeriodSpan(String kind, String label, long startMillis, long endMillis, ZoneId zone) {

    public static PeriodSpan of(CalendarKind kind, int index, ZoneDays days) {
        return new PeriodSpan(
                kind.name(), kind.label(index), days.start(kind, index), days.end(kind, index), days.zone());
    }

    public static PeriodSpan rolling(String label, long lengthMillis, long endMillis) {
        return new PeriodSpan("ROLLING", label, endMillis - lengthMillis, endMillis, ZoneOffset.UTC);
    }
}
