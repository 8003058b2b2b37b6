package ru.otklik.dispatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a target answered.
 *
 * @param status HTTP status, 200 to 599
 * @param headers by name in lower case; of a repeated one the last
 * @param excerpt the beginning of the body, printable characters only
 */
record Answer(int status, Map<String, String> headers, String excerpt) {
    /** A target that asks for more is asked again after this time, so that a slip of its clock does not silence it. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final int EXCERPT_CHARACTERS = 200;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    Answer {
        headers = Map.copyOf(headers);
    }

    boolean isTaken() {
        return status >= 200 && status < 300;
    }

    /** Whether the fault is the record's and not the target's: others may still be taken. */
    boolean isAboutTheRecord() {
        return status >= 400
                && status < 500
                && status != 401
                && status != 403
                && status != 408
                && status != 425
                && status != 429;
    }

    /** How long the target asks to be left alone; zero if it does not ask, at most {@link #LONGEST_RETRY_AFTER}. */
    Duration retryAfter(Instant now) {
        String asked = headers.getOrDefault("retry-after", "").strip();
        if (asked.isEmpty()) {
            return Duration.ZERO;
        }
        Duration wait;
        if (asked.matches("\\d+")) {
            wait = asked.length() > 9 ? LONGEST_RETRY_AFTER : Duration.ofSeconds(Long.parseLong(asked));
        } else {
            try {
                wait = Duration.between(
                        now,
                        ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
            } catch (DateTimeException unreadable) {
                return Duration.ZERO;
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
    }

    /** What is wrong, for a log line. */
    String complaint() {
        String redirect = status >= 300 && status < 400 ? " (redirects are not followed)" : "";
        return "HTTP " + status + redirect + (excerpt.isEmpty() ? "" : ": " + excerpt);
    }

    /**
     * Reads an answer of HTTP/1.1 to a request that said {@code Connection: close}.
     *
     * @param mostBodyBytes no more of the body is read
     */
    static Answer read(InputStream in, int mostBodyBytes) throws IOException {
        while (true) {
            String[] lines = head(in).split("\r?\n");
            Matcher line = STATUS_LINE.matcher(lines[0]);
            if (!line.matches()) {
                throw new IOException("the answer is not HTTP/1.1");
            }
            int status = Integer.parseInt(line.group(1));
            if (status >= 200) {
                return new Answer(status, headers(lines), printable(in.readNBytes(mostBodyBytes)));
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int line = 0;
        while (head.size() < MOST_HEAD_BYTES) {
            int next = in.read();
            if (next < 0) {
                throw new IOException(head.size() == 0 ? "closed without an answer" : "closed within the answer");
            }
            head.write(next);
            if (next == '\n') {
                if (line == 0) {
                    return head.toString(StandardCharsets.ISO_8859_1);
                }
                line = 0;
            } else if (next != '\r') {
                line++;
            }
        }
        throw new IOException("the head of the answer is longer than " + MOST_HEAD_BYTES + " bytes");
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String printable(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8)
                .replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S}]+", " ")
                .strip();
        return text.length() <= EXCERPT_CHARACTERS ? text : text.substring(0, EXCERPT_CHARACTERS);
    }
}
