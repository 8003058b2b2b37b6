package ru.otklik.domain.clock;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The working time of a place: spans and deadlines, exact to the millisecond. Safe for use by several threads.
 *
 * <p>Municipalities with equal rules and zones should share one: what has been worked out is kept.
 */
public final class WorkingCalendar implements Serializable {
    private static final long serialVersionUID = 1L;

    static final long MILLIS_OF_HOUR = 3_600_000;
    static final long MILLIS_OF_DAY = 24 * MILLIS_OF_HOUR;

    private static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    /** Pages from 1970 on that are kept, about 230 years; others are worked out anew each time. */
    private static final int KEPT_PAGES = 165;

    private final CalendarRules rules;
    private final ZoneId zone;
    private final transient long earliest;
    private final transient long latest;
    private final transient AtomicReferenceArray<CalendarPage> pages = new AtomicReferenceArray<>(KEPT_PAGES);

    /** The working time that the rules give in a zone. */
    public WorkingCalendar(CalendarRules rules, ZoneId zone) {
        this.rules = rules;
        this.zone = zone;
        earliest = FIRST_DATE.atStartOfDay(zone).toInstant().toEpochMilli();
        latest = LAST_DATE.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private Object readResolve() {
        return new WorkingCalendar(rules, zone);
    }

    public ZoneId zone() {
        return zone;
    }

    CalendarRules rules() {
        return rules;
    }

    /**
     * The last instant at which a stage is in time.
     *
     * @param startMillis start of the stage, epoch milliseconds
     * @return epoch milliseconds, not before the start
     */
    public long deadline(long startMillis, Norm norm) {
        long start = clip(startMillis);
        long deadline = switch (norm.unit()) {
            case CALENDAR_HOURS -> start + norm.amount() * MILLIS_OF_HOUR;
            case WORKING_HOURS -> afterWorkingTime(start, norm.amount() * MILLIS_OF_HOUR);
            case CALENDAR_DAYS -> startOfDate(lastCalendarDate(start, norm) + 1);
            case WORKING_DAYS -> endOfWorkingDate(start, norm.amount());
        };
        return Math.min(deadline, latest);
    }

    /**
     * Working time between two instants.
     *
     * @param fromMillis epoch milliseconds, inclusive
     * @param untilMillis epoch milliseconds, exclusive
     * @return milliseconds; 0 if {@code untilMillis <= fromMillis}
     */
    public long workingMillis(long fromMillis, long untilMillis) {
        if (untilMillis <= fromMillis) {
            return 0;
        }
        long until = clip(untilMillis);
        long from = clip(fromMillis);
        long number = pageNumberAt(from);
        CalendarPage page = page(number);
        long worked = -page.workingMillisBefore(from);
        while (until > page.endMillis()) {
            worked += page.workingMillis();
            page = page(++number);
        }
        return worked + page.workingMillisBefore(until);
    }

    /**
     * The earliest instant by which some working time has passed.
     *
     * @param startMillis epoch milliseconds
     * @param workingMillis from 0 on
     * @return epoch milliseconds, not before the start
     */
    public long instantAfter(long startMillis, long workingMillis) {
        return workingMillis == 0 ? startMillis : Math.min(afterWorkingTime(clip(startMillis), workingMillis), latest);
    }

    /** Whether an instant, epoch milliseconds, is working time. */
    public boolean isWorkingTime(long millis) {
        return workingMillis(millis, millis + 1) == 1;
    }

    /** How {@link #deadline} comes about. */
    public Explanation explainDeadline(long startMillis, Norm norm) {
        return new Explainer(this).deadline(clip(startMillis), norm);
    }

    /** How {@link #workingMillis} comes about. */
    public Explanation explainWorking(long fromMillis, long untilMillis) {
        return new Explainer(this).working(clip(fromMillis), clip(Math.max(fromMillis, untilMillis)));
    }

    private long afterWorkingTime(long start, long workingMillis) {
        long number = pageNumberAt(start);
        CalendarPage page = page(number);
        long left = page.workingMillisBefore(start) + workingMillis;
        while (left > page.workingMillis()) {
            left -= page.workingMillis();
            if (page.endMillis() > latest) {
                return latest;
            }
            page = page(++number);
        }
        return page.instantAfter(left);
    }

    private long endOfWorkingDate(long start, int amount) {
        long startDay = epochDay(start);
        long number = pageNumber(startDay);
        CalendarPage page = page(number);
        int left = page.workingDatesThrough(startDay) + amount;
        while (left > page.workingDates()) {
            left -= page.workingDates();
            if (page.endMillis() > latest) {
                return latest;
            }
            page = page(++number);
        }
        return page.endOfWork(page.workingDate(left));
    }

    /** The epoch day at whose end a norm of calendar days ends. */
    long lastCalendarDate(long start, Norm norm) {
        long startDay = epochDay(start);
        long day = Math.min(startDay + norm.amount(), LAST_DATE.toEpochDay());
        if (norm.onNonWorkingDay() == OnNonWorkingDay.NONE) {
            return day;
        }
        int step = norm.onNonWorkingDay() == OnNonWorkingDay.NEXT ? 1 : -1;
        long moved = day;
        while (!isWorkingDate(moved)) {
            moved += step;
            if (moved <= startDay || moved > LAST_DATE.toEpochDay()) {
                return day;
            }
        }
        return moved;
    }

    boolean isWorkingDate(long epochDay) {
        return page(pageNumber(epochDay)).isWorkingDate(epochDay);
    }

    long startOfDate(long epochDay) {
        return page(pageNumber(epochDay)).startOfDate(epochDay);
    }

    /** The page that holds a local date. */
    CalendarPage pageOfDate(long epochDay) {
        return page(pageNumber(epochDay));
    }

    /** The local date of an instant. */
    long epochDay(long millis) {
        ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochMilli(millis));
        return Math.floorDiv(millis + 1_000L * offset.getTotalSeconds(), MILLIS_OF_DAY);
    }

    private long clip(long millis) {
        return Math.max(earliest, Math.min(latest, millis));
    }

    private static long pageNumber(long epochDay) {
        return Math.floorDiv(epochDay, CalendarPage.DATES);
    }

    private long pageNumberAt(long millis) {
        long number = pageNumber(Math.floorDiv(millis, MILLIS_OF_DAY));
        CalendarPage page = page(number);
        if (millis < page.startMillis()) {
            return number - 1;
        }
        return millis >= page.endMillis() ? number + 1 : number;
    }

    private CalendarPage page(long number) {
        if (number < 0 || number >= KEPT_PAGES) {
            return new CalendarPage(rules, zone, number);
        }
        CalendarPage kept = pages.get((int) number);
        if (kept == null) {
            kept = new CalendarPage(rules, zone, number);
            pages.set((int) number, kept);
        }
        return kept;
    }
}
