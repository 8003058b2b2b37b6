package ru.otklik.edge;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Times as text. Not thread-safe: it remembers what it wrote, since neighbouring records repeat their times. */
final class Rfc3339 {
    /** What {@link #parse} answers for a text that is no time. */
    static final long INVALID = Long.MIN_VALUE;

    private static final DateTimeFormatter UTC_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int REMEMBERED = 512;

    private record Zoned(long millis, ZoneId zone) {}

    private final Map<Zoned, String> written = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Zoned, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** For example {@code 2023-07-01T00:00:00.000Z}. */
    String utc(long epochMillis) {
        return written.computeIfAbsent(
                new Zoned(epochMillis, ZoneOffset.UTC), key -> UTC_MILLIS.format(Instant.ofEpochMilli(epochMillis)));
    }

    /** For example {@code 2023-07-01T00:00:00+03:00}; milliseconds only if there are any. */
    String zoned(long epochMillis, ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return format(epochMillis, zone);
        }
        return written.computeIfAbsent(new Zoned(epochMillis, zone), key -> format(epochMillis, zone));
    }

    private static String format(long epochMillis, ZoneId zone) {
        DateTimeFormatter format = epochMillis % 1000 == 0 ? SECONDS : MILLIS;
        return format.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
    }

    /**
     * Epoch milliseconds of an RFC 3339 date-time with offset; digits beyond milliseconds are cut off.
     *
     * @return {@link #INVALID} if it is none
     */
    static long parse(String text) {
        int length = text.length();
        if (length < 20 || !isSeparator(text.charAt(10)) || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return INVALID;
        }
        if (text.charAt(13) != ':' || text.charAt(16) != ':') {
            return INVALID;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        boolean plausible = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(month, year);
        if (!plausible || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return INVALID;
        }
        int at = 19;
        int millis = 0;
        if (text.charAt(at) == '.') {
            int first = ++at;
            for (int unit = 100; at < length && isDigit(text.charAt(at)); at++, unit /= 10) {
                millis += (text.charAt(at) - '0') * unit;
            }
            if (at == first) {
                return INVALID;
            }
        }
        long offset = offsetMillis(text, at);
        if (offset == INVALID) {
            return INVALID;
        }
        long seconds = epochDay(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second;
        return seconds * 1000 + millis - offset;
    }

    private static long offsetMillis(String text, int at) {
        if (at + 1 == text.length() && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        if (at + 6 != text.length() || text.charAt(at + 3) != ':') {
            return INVALID;
        }
        char sign = text.charAt(at);
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + 4, 2);
        if ((sign != '+' && sign != '-') || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return INVALID;
        }
        return (sign == '+' ? 1 : -1) * (hours * 60L + minutes) * 60_000;
    }

    private static boolean isSeparator(char c) {
        return c == 'T' || c == 't';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The number that some digits write, negative if one of them is no digit. */
    private static int digits(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int lengthOf(int month, int year) {
        if (month == 2) {
            return isLeap(year) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static long epochDay(int year, int month, int day) {
        long before = year - 1L;
        long days = before * 365 + Math.floorDiv(before, 4) - Math.floorDiv(before, 100) + Math.floorDiv(before, 400);
        int leap = month > 2 && isLeap(year) ? 1 : 0;
        return days + DAYS_BEFORE_MONTH[month - 1] + leap + day - 1 - 719_162;
    }
}
