package ru.otklik.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as exports write them: dates with the day first, local, to the second. */
final class LocalTimes {
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?");
    private static final Pattern CLOCK_SPAN = Pattern.compile("(\\d{1,6}):(\\d{2})(?::(\\d{2}))?");
    private static final Pattern WORD_SPAN = Pattern.compile(
            "(?:(\\d{1,5})\\s*(?:д|дн|дней|день|дня|сут)\\.?)?\\s*(?:(\\d{1,6})\\s*(?:ч|час|часа|часов)\\.?)?"
                    + "\\s*(?:(\\d{1,6})\\s*(?:м|мин|минут|минуты|минута)\\.?)?\\s*(?:(\\d{1,6})\\s*(?:с|сек|секунд)\\.?)?");
    private static final long SECONDS_A_DAY = 86_400;

    private LocalTimes() {}

    /**
     * A moment.
     *
     * @param at local time
     * @param hasTime whether the cell had a time of the day; else it is midnight
     */
    record Moment(LocalDateTime at, boolean hasTime) {}

    /** The moment of a cell: a date of a spreadsheet, or a text such as 05.04.2023 9:07; null if it is none. */
    static @Nullable Moment moment(ExportRow row, int column) {
        LocalDateTime typed = row.date(column);
        if (typed != null) {
            return new Moment(typed, true);
        }
        String text = row.text(column).replace('\u00a0', ' ');
        int gap = gap(text);
        LocalDate date = date(text.substring(0, gap));
        String rest = gap < text.length() ? text.substring(gap + 1).strip() : "";
        LocalTime time = rest.isEmpty() ? LocalTime.MIDNIGHT : time(rest);
        return date == null || time == null ? null : new Moment(date.atTime(time), !rest.isEmpty());
    }

    private static int gap(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == 'T' || c == ',') {
                return i;
            }
        }
        return text.length();
    }

    private static @Nullable LocalDate date(String text) {
        Matcher dayFirst = DAY_FIRST.matcher(text);
        if (dayFirst.matches()) {
            return date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
        }
        Matcher yearFirst = YEAR_FIRST.matcher(text);
        return yearFirst.matches() ? date(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3)) : null;
    }

    private static @Nullable LocalDate date(@Nullable String year, @Nullable String month, @Nullable String day) {
        try {
            return LocalDate.of(number(year), number(month), number(day));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalTime time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        try {
            return LocalTime.of(number(time.group(1)), number(time.group(2)), number(time.group(3)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The span of a cell: a number of days, 26:05, 26:05:30 or «1 д 2 ч 5 мин»; null if it is none. */
    static @Nullable Duration span(ExportRow row, int column) {
        BigDecimal days = row.number(column);
        if (days != null) {
            BigDecimal seconds =
                    days.multiply(BigDecimal.valueOf(SECONDS_A_DAY)).setScale(0, RoundingMode.HALF_UP);
            return days.signum() < 0 || days.precision() - days.scale() > 5
                    ? null
                    : Duration.ofSeconds(seconds.longValueExact());
        }
        String text = Layout.normal(row.text(column));
        Matcher clock = CLOCK_SPAN.matcher(text);
        if (clock.matches()) {
            return number(clock.group(2)) > 59 || number(clock.group(3)) > 59
                    ? null
                    : span(0, number(clock.group(1)), number(clock.group(2)), number(clock.group(3)));
        }
        Matcher words = WORD_SPAN.matcher(text);
        return !text.isEmpty() && words.matches()
                ? span(number(words.group(1)), number(words.group(2)), number(words.group(3)), number(words.group(4)))
                : null;
    }

    private static Duration span(int days, int hours, int minutes, int seconds) {
        return Duration.ofSeconds(days * SECONDS_A_DAY + hours * 3_600L + minutes * 60L + seconds);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
