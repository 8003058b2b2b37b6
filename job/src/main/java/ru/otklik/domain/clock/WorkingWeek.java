package ru.otklik.domain.clock;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The working time of a week without special days.
 *
 * @param days seven lists, Monday first, each in order of time and without overlaps; an empty list is a day off
 */
public record WorkingWeek(List<List<LocalInterval>> days) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int SHORTENING_SECONDS = 3_600;

    /** @throws IllegalArgumentException if there are not seven days, or intervals of a day overlap or are out of order */
    public WorkingWeek {
        if (days.size() != 7) {
            throw new IllegalArgumentException("a week has seven days, not " + days.size());
        }
        days = days.stream().map(List::copyOf).toList();
        for (List<LocalInterval> day : days) {
            for (int i = 1; i < day.size(); i++) {
                if (day.get(i).fromSecond() < day.get(i - 1).untilSecond()) {
                    throw new IllegalArgumentException("intervals overlap or are out of order: " + day);
                }
            }
        }
    }

    /** Whether any day of the week has working time. */
    public boolean hasWorkingTime() {
        return days.stream().anyMatch(day -> !day.isEmpty());
    }

    /** The intervals of a weekday, 0 for Monday to 6 for Sunday. */
    List<LocalInterval> regular(int weekday) {
        return days.get(weekday);
    }

    /** The intervals if that weekday is made a working one. */
    List<LocalInterval> working(int weekday) {
        if (!days.get(weekday).isEmpty()) {
            return days.get(weekday);
        }
        return days.stream().filter(day -> !day.isEmpty()).findFirst().orElse(List.of());
    }

    /** The same without the last hour before its end. */
    List<LocalInterval> shortened(int weekday) {
        List<LocalInterval> whole = working(weekday);
        List<LocalInterval> shorter = new ArrayList<>();
        for (LocalInterval interval : whole) {
            int end = whole.get(whole.size() - 1).untilSecond() - SHORTENING_SECONDS;
            if (interval.fromSecond() < end) {
                shorter.add(new LocalInterval(interval.fromSecond(), Math.min(interval.untilSecond(), end)));
            }
        }
        return List.copyOf(shorter);
    }
}
