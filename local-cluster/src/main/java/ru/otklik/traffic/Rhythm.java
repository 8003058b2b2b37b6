package ru.otklik.traffic;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

/**
 * When incidents of a region are registered: a rate that follows the hours of the day and the days of the week of its
 * time zone. The index of an incident decides its time, and times grow with the index.
 */
final class Rhythm {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final double[] HOURS = {
        0.8, 0.5, 0.3, 0.2, 0.2, 0.4, 1.2, 2.5, 4.5, 6.5, 7.5, 7.5, 7.0, 6.8, 6.8, 6.6, 6.4, 6.2, 6.0, 5.8, 5.5, 4.8,
        3.2, 1.8
    };
    private static final double[] DAYS = {1.2, 1.15, 1.1, 1.1, 1.05, 0.75, 0.65};
    private static final double HOURS_SUM = Arrays.stream(HOURS).sum();
    private static final double DAYS_SUM = Arrays.stream(DAYS).sum();

    private final ZoneId zone;
    private final long start;
    private final double perDay;
    private final long boostFrom;
    private final double boost;

    /** Incidents expected before the end of each hour since the start. */
    private double[] before = {0};

    private int hours;

    /**
     * A rhythm from a moment on.
     *
     * @param perDay incidents a day in the mean
     * @param start epoch millis of the first hour; rounded down to an hour
     * @param boostFrom epoch millis from which on the rate is multiplied
     * @param boost the factor
     */
    Rhythm(ZoneId zone, double perDay, long start, long boostFrom, double boost) {
        this.zone = zone;
        this.perDay = perDay;
        this.start = Math.floorDiv(start, HOUR_MILLIS) * HOUR_MILLIS;
        this.boostFrom = boostFrom;
        this.boost = boost;
    }

    /** The epoch millis at which the expected number of incidents reaches a position. */
    long at(double position) {
        while (before[hours] <= position) {
            extend();
        }
        int found = Arrays.binarySearch(before, 0, hours + 1, position);
        int hour = found >= 0 ? found : -found - 2;
        double share = (position - before[hour]) / (before[hour + 1] - before[hour]);
        return start + hour * HOUR_MILLIS + (long) (share * HOUR_MILLIS);
    }

    /** The expected number of incidents from the start until a moment. */
    double until(long epochMillis) {
        int hour = (int) Math.floorDiv(epochMillis - start, HOUR_MILLIS);
        while (hours <= hour) {
            extend();
        }
        double share = (epochMillis - start - hour * HOUR_MILLIS) / (double) HOUR_MILLIS;
        return before[hour] + share * (before[hour + 1] - before[hour]);
    }

    private void extend() {
        if (hours + 1 == before.length) {
            before = Arrays.copyOf(before, Math.max(1024, before.length * 2));
        }
        long hourStart = start + hours * HOUR_MILLIS;
        ZonedDateTime local = Instant.ofEpochMilli(hourStart).atZone(zone);
        double rate = perDay
                * HOURS[local.getHour()]
                / HOURS_SUM
                * DAYS[local.getDayOfWeek().getValue() - 1]
                * 7
                / DAYS_SUM;
        before[hours + 1] = before[hours] + rate * (hourStart >= boostFrom ? boost : 1);
        hours++;
    }
}
