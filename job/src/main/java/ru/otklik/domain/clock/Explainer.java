package ru.otklik.domain.clock;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import ru.otklik.domain.clock.Explanation.Step;

/** Tells a deadline or a span date by date. */
final class Explainer {
    private static final String START_DATE = "день начала не считается";

    private final WorkingCalendar calendar;
    private final List<Step> steps = new ArrayList<>();

    Explainer(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    Explanation working(long from, long until) {
        walkWorkingTime(from, until);
        return explanation(from, until);
    }

    Explanation deadline(long start, Norm norm) {
        long deadline = calendar.deadline(start, norm);
        switch (norm.unit()) {
            case CALENDAR_HOURS ->
                steps.add(new Step(date(calendar.epochDay(start)), true, start, deadline, "часы подряд"));
            case WORKING_HOURS -> walkWorkingTime(start, deadline);
            case WORKING_DAYS -> walkDates(start, calendar.epochDay(deadline - 1), true);
            case CALENDAR_DAYS -> {
                long last = calendar.lastCalendarDate(start, norm);
                long unmoved = calendar.epochDay(start) + norm.amount();
                walkDates(start, Math.min(last, unmoved), false);
                if (last != unmoved) {
                    String reason = last > unmoved
                            ? "срок перенесён с нерабочего дня вперёд"
                            : "срок перенесён с нерабочего дня назад";
                    addDate(last, true, reason);
                }
            }
        }
        return explanation(start, deadline);
    }

    private Explanation explanation(long start, long end) {
        return new Explanation(calendar.zone(), start, end, calendar.workingMillis(start, end), steps);
    }

    private void walkWorkingTime(long from, long until) {
        for (long day = calendar.epochDay(from); calendar.startOfDate(day) < until; day++) {
            CalendarPage page = calendar.pageOfDate(day);
            for (int i = 0; i < page.intervals(day); i++) {
                long start = Math.max(from, page.intervalStart(day, i));
                long end = Math.min(until, page.intervalEnd(day, i));
                if (start < end) {
                    steps.add(new Step(date(day), true, start, end, reasonOf(day)));
                }
            }
            if (page.intervals(day) == 0) {
                addDate(day, false, reasonOf(day));
            }
        }
    }

    private void walkDates(long start, long lastDay, boolean onlyWorkingDates) {
        long startDay = calendar.epochDay(start);
        addDate(startDay, false, START_DATE);
        for (long day = startDay + 1; day <= lastDay; day++) {
            boolean isWorking = calendar.isWorkingDate(day);
            addDate(day, isWorking || !onlyWorkingDates, reasonOf(day));
        }
    }

    private void addDate(long day, boolean isCounted, String reason) {
        steps.add(new Step(date(day), isCounted, calendar.startOfDate(day), calendar.startOfDate(day + 1), reason));
    }

    private String reasonOf(long day) {
        NamedDay named = calendar.rules().namedDay(date(day));
        if (named != null) {
            return switch (named.kind()) {
                case HOLIDAY -> "нерабочий день, " + named.name();
                case WORKING -> "рабочий день, " + named.name();
                case SHORT -> "сокращённый рабочий день, " + named.name();
            };
        }
        return calendar.isWorkingDate(day) ? "рабочий день" : "выходной день недели";
    }

    private static LocalDate date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay);
    }
}
