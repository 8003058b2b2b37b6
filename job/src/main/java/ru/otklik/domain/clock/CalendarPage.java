package ru.otklik.domain.clock;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;

/**
 * The working time of 512 consecutive dates as epoch milliseconds. Immutable.
 */
final class CalendarPage {
    /*
     * Dates are numbered from 0 within the page. Intervals of all dates lie in one list, in order of time, with the
     * working time before each of them added up, so that a span is a difference of two sums and a deadline a binary
     * search in them. A date owns the instants from its own start to the start of the next one.
     */
    static final int DATES = 512;

    private final long firstDay;
    private final long[] dateStarts = new long[DATES + 1];
    private final int[] firstInterval = new int[DATES + 1];
    private final int[] workingDatesBefore = new int[DATES + 1];
    private final long[] starts;
    private final long[] ends;
    private final long[] workedBefore;

    CalendarPage(CalendarRules calendar, ZoneId zone, long number) {
        firstDay = number * DATES;
        ZoneRules zoneRules = zone.getRules();
        long[] from = new long[2 * DATES];
        long[] until = new long[2 * DATES];
        int count = 0;
        for (int index = 0; index < DATES; index++) {
            LocalDate date = LocalDate.ofEpochDay(firstDay + index);
            dateStarts[index] = instantOf(zoneRules, date, 0);
            firstInterval[index] = count;
            for (LocalInterval interval : calendar.intervalsOf(date)) {
                long start = instantOf(zoneRules, date, interval.fromSecond());
                long end = instantOf(zoneRules, date, interval.untilSecond());
                if (start < end) {
                    if (count == from.length) {
                        from = Arrays.copyOf(from, 2 * count);
                        until = Arrays.copyOf(until, 2 * count);
                    }
                    from[count] = start;
                    until[count++] = end;
                }
            }
            workingDatesBefore[index + 1] = workingDatesBefore[index] + (count > firstInterval[index] ? 1 : 0);
        }
        dateStarts[DATES] = instantOf(zoneRules, LocalDate.ofEpochDay(firstDay + DATES), 0);
        firstInterval[DATES] = count;
        starts = Arrays.copyOf(from, count);
        ends = Arrays.copyOf(until, count);
        workedBefore = new long[count + 1];
        for (int i = 0; i < count; i++) {
            workedBefore[i + 1] = workedBefore[i] + ends[i] - starts[i];
        }
    }

    /** The first instant at which the local time is reached; the moment of the change if a zone change skips it. */
    private static long instantOf(ZoneRules rules, LocalDate date, int second) {
        LocalDateTime local = second == LocalInterval.SECONDS_OF_DAY
                ? date.plusDays(1).atStartOfDay()
                : date.atStartOfDay().plusSeconds(second);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return 1_000L
                * (offsets.isEmpty()
                        ? rules.getTransition(local).toEpochSecond()
                        : local.toEpochSecond(offsets.get(0)));
    }

    long startMillis() {
        return dateStarts[0];
    }

    long endMillis() {
        return dateStarts[DATES];
    }

    /** Working time of the whole page. */
    long workingMillis() {
        return workedBefore[starts.length];
    }

    /** Working time of the page before an instant of it. */
    long workingMillisBefore(long millis) {
        int index = dateOf(millis);
        int interval = firstInterval[index];
        int next = firstInterval[index + 1];
        while (interval < next && ends[interval] <= millis) {
            interval++;
        }
        long begun = interval < next && starts[interval] < millis ? millis - starts[interval] : 0;
        return workedBefore[interval] + begun;
    }

    /** The earliest instant by which that much working time of the page, above 0 and at most all, has passed. */
    long instantAfter(long workingMillis) {
        int found = Arrays.binarySearch(workedBefore, workingMillis);
        int interval = (found < 0 ? -found - 1 : found) - 1;
        return starts[interval] + workingMillis - workedBefore[interval];
    }

    int workingDates() {
        return workingDatesBefore[DATES];
    }

    /** Working dates of the page up to a date of it, inclusive. */
    int workingDatesThrough(long epochDay) {
        return workingDatesBefore[index(epochDay) + 1];
    }

    boolean isWorkingDate(long epochDay) {
        int index = index(epochDay);
        return firstInterval[index] < firstInterval[index + 1];
    }

    /** The epoch day of the n-th working date of the page, from 1 to {@link #workingDates()}. */
    long workingDate(int n) {
        int low = 0;
        int high = DATES;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (workingDatesBefore[middle] < n) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return firstDay + low - 1;
    }

    /** End of the last interval of a working date. */
    long endOfWork(long epochDay) {
        return ends[firstInterval[index(epochDay) + 1] - 1];
    }

    long startOfDate(long epochDay) {
        return dateStarts[index(epochDay)];
    }

    /** Number of intervals of a date. */
    int intervals(long epochDay) {
        int index = index(epochDay);
        return firstInterval[index + 1] - firstInterval[index];
    }

    long intervalStart(long epochDay, int number) {
        return starts[firstInterval[index(epochDay)] + number];
    }

    long intervalEnd(long epochDay, int number) {
        return ends[firstInterval[index(epochDay)] + number];
    }

    private int index(long epochDay) {
        return (int) (epochDay - firstDay);
    }

    private int dateOf(long millis) {
        long guess = Math.floorDiv(millis, WorkingCalendar.MILLIS_OF_DAY) - firstDay;
        int index = (int) Math.max(0, Math.min(DATES - 1, guess));
        while (index > 0 && dateStarts[index] > millis) {
            index--;
        }
        while (index < DATES - 1 && dateStarts[index + 1] <= millis) {
            index++;
        }
        return index;
    }
}
