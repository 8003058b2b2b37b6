package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
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
    /** So far below 0 that a year stays there whatever its other half is. */
    private static final int NO_NUMBER = -10_000;

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
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /** The same of a text that lies in some bytes as ASCII; anything beyond makes it invalid. */
    static long parse(byte[] text, int from, int to) {
        if (to - from < 20 || text[from + 4] != '-' || text[from + 7] != '-' || !isSeparator(text[from + 10])) {
            return INVALID;
        }
        if (text[from + 13] != ':' || text[from + 16] != ':') {
            return INVALID;
        }
        int year = two(text, from) * 100 + two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        boolean plausible = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(month, year);
        if (!plausible || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return INVALID;
        }
        int at = from + 19;
        int millis = 0;
        if (text[at] == '.') {
            int first = ++at;
            for (int unit = 100; at < to && isDigit(text[at]); at++, unit /= 10) {
                millis += (text[at] - '0') * unit;
            }
            if (at == first) {
                return INVALID;
            }
        }
        long offset = offsetMillis(text, at, to);
        if (offset == INVALID) {
            return INVALID;
        }
        long seconds = epochDay(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second;
        return seconds * 1000 + millis - offset;
    }

    private static long offsetMillis(byte[] text, int at, int to) {
        if (at + 1 == to && (text[at] == 'Z' || text[at] == 'z')) {
            return 0;
        }
        if (at + 6 != to || text[at + 3] != ':') {
            return INVALID;
        }
        byte sign = text[at];
        int hours = two(text, at + 1);
        int minutes = two(text, at + 4);
        if ((sign != '+' && sign != '-') || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return INVALID;
        }
        return (sign == '+' ? 1 : -1) * (hours * 60L + minutes) * 60_000;
    }

    private static boolean isSeparator(byte b) {
        return b == 'T' || b == 't';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The number that two digits write; {@link #NO_NUMBER} if one of them is no digit. */
    private static int two(byte[] text, int at) {
        return isDigit(text[at]) && isDigit(text[at + 1]) ? (text[at] - '0') * 10 + text[at + 1] - '0' : NO_NUMBER;
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
