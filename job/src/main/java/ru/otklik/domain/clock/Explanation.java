package ru.otklik.domain.clock;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * How a deadline or a span of working time comes about.
 *
 * @param startMillis start, epoch milliseconds
 * @param endMillis deadline or end of the span, epoch milliseconds
 * @param workingMillis working time between them
 * @param steps in order of time
 */
public record Explanation(ZoneId zone, long startMillis, long endMillis, long workingMillis, List<Step> steps)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final String[] WEEKDAYS = {"пн", "вт", "ср", "чт", "пт", "сб", "вс"};

    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One thing that was counted or skipped.
     *
     * @param date local date
     * @param isCounted whether it brings the end nearer
     * @param fromMillis first instant, epoch milliseconds
     * @param untilMillis end, exclusive
     * @param reason why, in Russian
     */
    public record Step(LocalDate date, boolean isCounted, long fromMillis, long untilMillis, String reason)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** The same for an officer, in Russian, a line for each step. */
    public String text() {
        StringBuilder text = new StringBuilder("Начало: ").append(instant(startMillis));
        for (Step step : steps) {
            text.append('\n')
                    .append(step.date)
                    .append(' ')
                    .append(WEEKDAYS[step.date.getDayOfWeek().getValue() - 1])
                    .append(step.isCounted ? ", учтено " : ", пропущено ")
                    .append(time(step.fromMillis))
                    .append('–')
                    .append(endTime(step))
                    .append(": ")
                    .append(step.reason);
        }
        return text.append("\nОкончание: ")
                .append(instant(endMillis))
                .append("; рабочего времени ")
                .append(workingMillis)
                .append(" мс")
                .toString();
    }

    private String instant(long millis) {
        return INSTANT.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    private String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    private String endTime(Step step) {
        LocalDate end = Instant.ofEpochMilli(step.untilMillis).atZone(zone).toLocalDate();
        if (end.equals(step.date)) {
            return time(step.untilMillis);
        }
        return step.untilMillis
                        == step.date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli()
                ? "24:00:00.000"
                : instant(step.untilMillis);
    }
}
