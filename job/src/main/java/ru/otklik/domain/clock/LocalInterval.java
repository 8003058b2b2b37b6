package ru.otklik.domain.clock;

import java.io.Serializable;

/**
 * A span of working time within a local date.
 *
 * @param fromSecond first second of the day, 0 to 86,399
 * @param untilSecond second of the day at which it ends, exclusive, above {@code fromSecond}, at most 86,400 (24:00)
 */
public record LocalInterval(int fromSecond, int untilSecond) implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int SECONDS_OF_DAY = 86_400;

    /** @throws IllegalArgumentException if the span is empty or leaves its day */
    public LocalInterval {
        if (fromSecond < 0 || untilSecond > SECONDS_OF_DAY || fromSecond >= untilSecond) {
            throw new IllegalArgumentException(
                    "an interval lies within a day and is not empty: " + fromSecond + " to " + untilSecond);
        }
    }

    @Override
    public String toString() {
        return clock(fromSecond) + "–" + clock(untilSecond);
    }

    private static String clock(int second) {
        String minutes = twoDigits(second / 3600) + ":" + twoDigits(second / 60 % 60);
        return second % 60 == 0 ? minutes : minutes + ":" + twoDigits(second % 60);
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
