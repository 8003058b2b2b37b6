package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.TreeMap;
import ru.otklik.domain.clock.WorkingCalendar;

/** Which hours of the week were working ones in a period, holidays and moved days included. */
final class WorkingHours {
    private WorkingHours() {}

    /**
     * Adds the hours, in their order, that had working time on at least half of their days in the period, each as ISO weekday
     * and hour: {@code 1-09}.
     *
     * @param start of the period, RFC 3339
     * @param end of the period, exclusive; not longer after the start than a year
     * @throws DateTimeParseException if one of them is no such time
     */
    static void addTo(ArrayNode hours, WorkingCalendar calendar, String start, String end) {
        TreeMap<String, int[]> counts = new TreeMap<>();
        ZonedDateTime until = OffsetDateTime.parse(end).atZoneSameInstant(calendar.zone());
        ZonedDateTime hour = OffsetDateTime.parse(start).atZoneSameInstant(calendar.zone());
        while (hour.isBefore(until)) {
            ZonedDateTime next = hour.plus(1, ChronoUnit.HOURS);
            long working = calendar.workingMillis(
                    hour.toInstant().toEpochMilli(), next.toInstant().toEpochMilli());
            String key =
                    String.format(Locale.ROOT, "%d-%02d", hour.getDayOfWeek().getValue(), hour.getHour());
            counts.computeIfAbsent(key, any -> new int[2])[working > 0 ? 1 : 0]++;
            hour = next;
        }
        counts.forEach((key, free) -> {
            if (free[1] >= free[0]) {
                hours.add(key);
            }
        });
    }
}
