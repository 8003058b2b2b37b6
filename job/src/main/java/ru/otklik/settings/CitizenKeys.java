package ru.otklik.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The secret keys by which tokens of citizens are hashed, each from an instant on. A token is hashed by the key of the
 * time of its event, whenever that event is read, so a second delivery or a replay hashes alike. What is kept of one key
 * cannot be compared with what is kept of another: that is what a rotation is for.
 *
 * <p>A file holds either one key and nothing else, which holds for ever, or
 * <pre>
 * otklik-citizen-keys
 * 2018 KEY
 * 2027 KEY
 * </pre>
 * a year (1 January, UTC) or an RFC 3339 instant, a blank, the key, in any order. The last key holds until another one is
 * added; events before the first one, which {@link #requireFrom} keeps from being accepted, are hashed by the first.
 */
public final class CitizenKeys {
    /** First line of a file that holds several keys. */
    public static final String HEADER = "otklik-citizen-keys";

    private static final int SHORTEST = 16;
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern DATED_LINE = Pattern.compile("(?m)^\\s*\\d{4}(-\\S*)?\\s+\\S{16,}\\s*$");

    private final long[] from;
    private final byte[][] keys;

    private CitizenKeys(long[] from, byte[][] keys) {
        this.from = from;
        this.keys = keys;
    }

    /** One key for all times. */
    static CitizenKeys one(byte[] key) {
        return new CitizenKeys(new long[] {Long.MIN_VALUE}, new byte[][] {key.clone()});
    }

    /**
     * The keys of a file.
     *
     * @param text what it holds, without white space around it
     * @param where its name, for messages
     * @throws SettingsException if it cannot be used; the message holds nothing of a key
     */
    static CitizenKeys parse(String text, String where) {
        List<String> lines = text.lines().map(String::strip).toList();
        if (!lines.isEmpty() && lines.get(0).equals(HEADER)) {
            return ring(lines, where);
        }
        // Such a file would be one long key, and nothing would tell that no rotation ever comes.
        if (lines.size() > 1 && DATED_LINE.matcher(text).find()) {
            throw new SettingsException(
                    where + " looks like keys with the years they hold from; its first line must be " + HEADER);
        }
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        requireLong(key, where);
        return one(key);
    }

    private static CitizenKeys ring(List<String> lines, String where) {
        TreeMap<Long, byte[]> keys = new TreeMap<>();
        for (int number = 2; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isEmpty()) {
                continue;
            }
            String place = where + ", line " + number;
            String[] parts = line.split("\\s+", 2);
            long from = instant(parts[0], place);
            byte[] key = parts.length < 2 ? new byte[0] : parts[1].getBytes(StandardCharsets.UTF_8);
            requireLong(key, place);
            if (keys.values().stream().anyMatch(other -> MessageDigest.isEqual(other, key))) {
                throw new SettingsException(place + " has the key of an earlier line; a rotation needs a new one");
            }
            if (keys.put(from, key) != null) {
                throw new SettingsException(place + " names the same time as an earlier line; name each time once");
            }
        }
        if (keys.isEmpty()) {
            throw new SettingsException(where + " names no key; write a year, a blank and a key on a line each");
        }
        return new CitizenKeys(
                keys.keySet().stream().mapToLong(Long::longValue).toArray(),
                keys.values().toArray(new byte[0][]));
    }

    /** The text is not told: who forgot the year has put a key in its place. */
    private static long instant(String text, String place) {
        try {
            return YEAR.matcher(text).matches()
                    ? Year.parse(text)
                            .atDay(1)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new SettingsException(
                    place + " does not begin with a year or an instant such as 2027-01-01T00:00:00Z");
        }
    }

    private static void requireLong(byte[] key, String place) {
        if (key.length < SHORTEST) {
            throw new SettingsException(place + " holds a key of " + key.length + " bytes; at least " + SHORTEST
                    + " are needed, or tokens can be guessed");
        }
    }

    /** Makes sure that every event that may be accepted has a key. */
    void requireFrom(Instant earliest) {
        if (from[0] > earliest.toEpochMilli()) {
            throw new SettingsException("--citizen-key-file: the first key holds from " + Instant.ofEpochMilli(from[0])
                    + ", but events from " + earliest
                    + " on are accepted; name an earlier time, or raise --earliest");
        }
    }

    /** How many there are, at least 1. */
    public int count() {
        return keys.length;
    }

    /** A key by its number, from 0 on, oldest first. */
    public byte[] key(int number) {
        return keys[number].clone();
    }

    /** The number of the key that holds at an instant, epoch milliseconds. */
    public int numberAt(long time) {
        int number = from.length - 1;
        while (number > 0 && time < from[number]) {
            number--;
        }
        return number;
    }

    /**
     * Whether a key ends inside a period: citizens from before and after are then counted apart.
     *
     * @param start first instant of the period, epoch milliseconds
     * @param end first instant after it
     */
    public boolean changeWithin(long start, long end) {
        return start < end && numberAt(start) != numberAt(end - 1);
    }

    /** Says how many there are and when each begins, and nothing of a key. */
    @Override
    public String toString() {
        return keys.length + " keys, changed at "
                + Arrays.stream(from).skip(1).mapToObj(Instant::ofEpochMilli).toList();
    }
}
