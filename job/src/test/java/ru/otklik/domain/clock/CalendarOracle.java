package ru.otklik.domain.clock;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The working clock a second time, as slow and as plain as possible: one local date after the other. */
record CalendarOracle(
        ZoneId zone, Map<DayOfWeek, List<LocalInterval>> week, Map<LocalDate, DayKind> days, Set<LocalDate> holidays) {
    record Span(long from, long until) {}

    List<Span> spansOf(LocalDate date) {
        List<LocalInterval> intervals =
                holidays.contains(date) ? List.of() : week.getOrDefault(date.getDayOfWeek(), List.of());
        DayKind kind = days.get(date);
        if (kind == DayKind.HOLIDAY) {
            intervals = List.of();
        } else if (kind != null) {
            intervals = week.getOrDefault(date.getDayOfWeek(), List.of());
            for (DayOfWeek day : DayOfWeek.values()) {
                intervals = intervals.isEmpty() ? week.getOrDefault(day, List.of()) : intervals;
            }
        }
        int end = intervals.isEmpty() ? 0 : intervals.get(intervals.size() - 1).untilSecond();
        int cut = kind == DayKind.SHORT ? end - 3600 : end;
        List<Span> spans = new ArrayList<>();
        for (LocalInterval interval : intervals) {
            long from = instant(date, interval.fromSecond());
            long until = instant(date, Math.min(cut, interval.untilSecond()));
            if (interval.fromSecond() < cut && from < until) {
                spans.add(new Span(from, until));
            }
        }
        return spans;
    }

    private long instant(LocalDate date, int second) {
        LocalDateTime local = date.atStartOfDay().plusSeconds(second);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant().toEpochMilli()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant().toEpochMilli();
    }

    long worked(ZonedDateTime from, ZonedDateTime until) {
        long start = from.toInstant().toEpochMilli();
        long end = until.toInstant().toEpochMilli();
        long worked = 0;
        for (LocalDate date = from.toLocalDate().minusDays(2);
                !date.isAfter(until.toLocalDate().plusDays(2));
                date = date.plusDays(1)) {
            for (Span span : spansOf(date)) {
                worked += Math.max(0, Math.min(end, span.until) - Math.max(start, span.from));
            }
        }
        return worked;
    }

    long deadline(ZonedDateTime start, Norm norm) {
        return switch (norm.unit()) {
            case CALENDAR_HOURS -> start.plusHours(norm.amount()).toInstant().toEpochMilli();
            case WORKING_HOURS -> afterWork(start, norm.amount() * 3_600_000L);
            case WORKING_DAYS -> endOfWork(start.toLocalDate(), norm.amount());
            case CALENDAR_DAYS -> endOfDate(start.toLocalDate(), norm);
        };
    }

    private long afterWork(ZonedDateTime start, long needed) {
        long begin = start.toInstant().toEpochMilli();
        long left = needed;
        for (LocalDate date = start.toLocalDate().minusDays(2); ; date = date.plusDays(1)) {
            for (Span span : spansOf(date)) {
                long from = Math.max(begin, span.from);
                if (span.until > from && span.until - from >= left) {
                    return from + left;
                }
                left -= Math.max(0, span.until - from);
            }
        }
    }

    private long endOfWork(LocalDate start, int amount) {
        int left = amount;
        LocalDate date = start;
        while (true) {
            date = date.plusDays(1);
            List<Span> spans = spansOf(date);
            left -= spans.isEmpty() ? 0 : 1;
            if (left == 0) {
                return spans.get(spans.size() - 1).until;
            }
        }
    }

    private long endOfDate(LocalDate start, Norm norm) {
        LocalDate last = start.plusDays(norm.amount());
        LocalDate moved = last;
        if (norm.onNonWorkingDay() == OnNonWorkingDay.NEXT) {
            while (spansOf(moved).isEmpty()) {
                moved = moved.plusDays(1);
            }
        } else if (norm.onNonWorkingDay() == OnNonWorkingDay.PREVIOUS) {
            while (moved.isAfter(start) && spansOf(moved).isEmpty()) {
                moved = moved.minusDays(1);
            }
            moved = moved.isAfter(start) ? moved : last;
        }
        return instant(moved.plusDays(1), 0);
    }
}
