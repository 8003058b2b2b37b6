package ru.otklik.domain.region;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;

/**
 * How periods are measured and which values are published.
 *
 * @param reference municipalities, methodology
 * @param closedHorizonMillis how long after its end a calendar period takes facts, by their stamp; 45 days
 * @param rolling the rolling windows; a window's place in the list is kept in state
 * @param publishedRolling labels of the rolling windows that are published
 * @param publishedCalendar kinds of calendar periods that are published
 * @param replay whether input is bounded: then every value is published, and none is live
 * @param alerts rules of alerts, and silences
 */
public record MeasureRules(
        ReferenceData reference,
        long closedHorizonMillis,
        List<RollingKind> rolling,
        Set<String> publishedRolling,
        Set<CalendarKind> publishedCalendar,
        boolean replay,
        AlertRuleBook alerts)
        implements Serializable {
    /** Rules without alerts. */
    public MeasureRules(
            ReferenceData reference,
            long closedHorizonMillis,
            List<RollingKind> rolling,
            Set<String> publishedRolling,
            Set<CalendarKind> publishedCalendar,
            boolean replay) {
        this(reference, closedHorizonMillis, rolling, publishedRolling, publishedCalendar, replay, AlertRuleBook.NONE);
    }

    /** Ends further back than this before the newest record are not published while catching up; 15 minutes. */
    public static final long CATCH_UP_MILLIS = 15 * 60_000L;

    /** Labels of the windows that live boards show. */
    public static final Set<String> LIVE = Set.of("PT24H", "P30D");

    /** Grid of preliminary and revised values; 5 minutes. */
    public static final long GRID_MILLIS = 5 * 60_000L;

    /** The first instant of a grid from the epoch that is later than an instant, epoch milliseconds. */
    static long nextTick(long after, long grid) {
        return (Math.floorDiv(after, grid) + 1) * grid;
    }
}
