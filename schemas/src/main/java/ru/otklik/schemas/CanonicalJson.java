package ru.otklik.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes JSON in the canonical form of RFC 8785 into a buffer of its own, which grows and is reused: writing a field
 * allocates nothing. The caller gives the keys of each object in order of their UTF-16 code units; {@link #checked()}
 * makes a writer that refuses any other order, for tests. After an exception only {@link #reset()} may follow. Not safe
 * for use by several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public final class CanonicalJson {
    /** Greatest magnitude of an integer that every reader of JSON keeps exactly: 2^53 − 1. */
    public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    /** A decimal has at most 15 significant digits, so that its nearest double prints as the same digits. */
    private static final long MAX_DECIMAL = 999_999_999_999_999L;

    private static final int MAX_SCALE = 18;
    private static final int LONGEST_NUMBER = 40;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /* Between two values stands a comma unless the byte before is one of { [ : or nothing is open. A string always
     * ends with its quote, so the last byte alone tells, and no stack is needed to write. */

    private final KeyOrder order;
    private final byte[] digits = new byte[20];
    private final Sha256 sha256 = new Sha256();
    private byte[] buffer;
    private int position;
    private int depth;

    /** A writer that trusts its caller. */
    public CanonicalJson() {
        this(KeyOrder.TRUSTED);
    }

    private CanonicalJson(KeyOrder order) {
        this.order = order;
        this.buffer = new byte[4096];
    }

    /**
     * A writer that throws {@link IllegalStateException} on keys that are not in order or appear twice, on a value
     * without a key in an object, on a key without a value or outside an object, and on a wrong or unopened end.
     */
    public static CanonicalJson checked() {
        return new CanonicalJson(new KeyOrder.Checked());
    }

    /** Forgets everything written; the buffer stays. */
    public void reset() {
        position = 0;
        depth = 0;
        order.reset();
    }

    /** Number of bytes written since the last reset. */
    public int position() {
        return position;
    }

    /** A copy of the bytes from {@code from}, inclusive, to {@code to}, exclusive. */
    public byte[] toBytes(int from, int to) {
        requireRange(from, to);
        return Arrays.copyOfRange(buffer, from, to);
    }

    /** SHA-256 of the bytes from {@code from} to {@code to}, as 64 lowercase hexadecimal digits. */
    public String sha256Hex(int from, int to) {
        requireRange(from, to);
        return sha256.hex(buffer, from, to - from);
    }

    public CanonicalJson beginObject() {
        return begin('{');
    }

    public CanonicalJson endObject() {
        return end('}');
    }

    public CanonicalJson beginArray() {
        return begin('[');
    }

    public CanonicalJson endArray() {
        return end(']');
    }

    /**
     * The key of the next value.
     *
     * @param key any text, usually ASCII; comes after its predecessor by UTF-16 code units
     * @throws IllegalArgumentException if the text holds half a surrogate pair
     */
    public CanonicalJson key(String key) {
        order.key(key);
        separate();
        text(key);
        buffer[position++] = ':';
        return this;
    }

    /**
     * A string.
     *
     * @throws IllegalArgumentException if the text holds half a surrogate pair
     */
    public CanonicalJson value(String text) {
        order.value();
        separate();
        text(text);
        return this;
    }

    /**
     * An integer.
     *
     * @throws IllegalArgumentException if its magnitude is above {@link #MAX_SAFE_INTEGER}
     */
    public CanonicalJson value(long number) {
        if (number > MAX_SAFE_INTEGER || number < -MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("not exact in JSON: " + number);
        }
        order.value();
        separate();
        number(number, 0);
        return this;
    }

    /**
     * The number unscaled · 10^(−scale) without trailing zeros: 9500 of scale 4 is 0.95.
     *
     * @param unscaled all digits; at most 15 of them significant
     * @param scale digits after the point, from 0 to 18
     * @throws IllegalArgumentException outside these ranges
     */
    public CanonicalJson decimal(long unscaled, int scale) {
        if (scale < 0 || scale > MAX_SCALE) {
            throw new IllegalArgumentException("scale outside 0 to 18: " + scale);
        }
        long significant = unscaled;
        int left = scale;
        while (left > 0 && significant % 10 == 0) {
            significant /= 10;
            left--;
        }
        if (significant == 0) {
            left = 0;
        }
        if (significant > MAX_DECIMAL || significant < -MAX_DECIMAL) {
            throw new IllegalArgumentException("more than 15 digits: " + unscaled + " of scale " + scale);
        }
        order.value();
        separate();
        number(significant, left);
        return this;
    }

    public CanonicalJson value(boolean claim) {
        order.value();
        separate();
        append(claim ? TRUE : FALSE, 0, claim ? TRUE.length : FALSE.length);
        return this;
    }

    public CanonicalJson nullValue() {
        order.value();
        separate();
        append(NULL, 0, NULL.length);
        return this;
    }

    /** A whole value that is canonical JSON already, for instance a cached name; its content is not looked at. */
    public CanonicalJson raw(byte[] json) {
        return raw(json, 0, json.length);
    }

    /** A whole value: the bytes of {@code json} from {@code from}, inclusive, to {@code to}, exclusive. */
    public CanonicalJson raw(byte[] json, int from, int to) {
        order.value();
        separate();
        append(json, from, to);
        return this;
    }

    /**
     * The members of an object that is canonical JSON already, as further members of the open object: the body of a
     * record behind its envelope. The order of their keys against those before is not looked at.
     *
     * @param json holds the object, braces included, from {@code from}, inclusive, to {@code to}, exclusive
     */
    public CanonicalJson members(byte[] json, int from, int to) {
        if (to - from < 2 || json[from] != '{' || json[to - 1] != '}') {
            throw new IllegalArgumentException("not an object");
        }
        order.members();
        if (to - from > 2) {
            separate();
            append(json, from + 1, to - 1);
        }
        return this;
    }

    private CanonicalJson begin(char bracket) {
        order.begin(bracket);
        separate();
        buffer[position++] = (byte) bracket;
        depth++;
        return this;
    }

    private CanonicalJson end(char bracket) {
        order.end(bracket);
        room(1);
        buffer[position++] = (byte) bracket;
        depth--;
        return this;
    }

    private void separate() {
        room(LONGEST_NUMBER);
        if (depth > 0) {
            byte last = buffer[position - 1];
            if (last != '{' && last != '[' && last != ':') {
                buffer[position++] = ',';
            }
        }
    }

    private void text(String text) {
        int length = text.length();
        // Six bytes for a control character, three for any other code unit, two quotes and what follows them.
        room(length * 6 + LONGEST_NUMBER);
        byte[] out = buffer;
        int at = position;
        out[at++] = '"';
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                if (unit >= ' ' && unit != '"' && unit != '\\') {
                    out[at++] = (byte) unit;
                } else {
                    at = escape(out, at, unit);
                }
            } else if (unit < 0x800) {
                out[at++] = (byte) (0xc0 | (unit >> 6));
                out[at++] = (byte) (0x80 | (unit & 0x3f));
            } else if (!Character.isSurrogate(unit)) {
                out[at++] = (byte) (0xe0 | (unit >> 12));
                out[at++] = (byte) (0x80 | ((unit >> 6) & 0x3f));
                out[at++] = (byte) (0x80 | (unit & 0x3f));
            } else {
                at = pair(out, at, text, i++);
            }
        }
        out[at++] = '"';
        position = at;
    }

    private static int pair(byte[] out, int at, String text, int i) {
        if (!Character.isHighSurrogate(text.charAt(i))
                || i + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(i + 1))) {
            throw new IllegalArgumentException("half a surrogate pair at index " + i);
        }
        int point = Character.toCodePoint(text.charAt(i), text.charAt(i + 1));
        out[at] = (byte) (0xf0 | (point >> 18));
        out[at + 1] = (byte) (0x80 | ((point >> 12) & 0x3f));
        out[at + 2] = (byte) (0x80 | ((point >> 6) & 0x3f));
        out[at + 3] = (byte) (0x80 | (point & 0x3f));
        return at + 4;
    }

    private static int escape(byte[] out, int at, char unit) {
        out[at] = '\\';
        byte brief = switch (unit) {
            case '"', '\\' -> (byte) unit;
            case '\b' -> (byte) 'b';
            case '\t' -> (byte) 't';
            case '\n' -> (byte) 'n';
            case '\f' -> (byte) 'f';
            case '\r' -> (byte) 'r';
            default -> 0;
        };
        if (brief != 0) {
            out[at + 1] = brief;
            return at + 2;
        }
        out[at + 1] = 'u';
        out[at + 2] = '0';
        out[at + 3] = '0';
        out[at + 4] = HEX[unit >> 4];
        out[at + 5] = HEX[unit & 0xf];
        return at + 6;
    }

    /** Number::toString of ECMAScript for significant · 10^(−scale), which ends with no zero if scale is above 0. */
    private void number(long significant, int scale) {
        if (significant < 0) {
            buffer[position++] = '-';
        }
        long rest = Math.abs(significant);
        int first = digits.length;
        do {
            digits[--first] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        int count = digits.length - first;
        int point = count - scale;
        if (scale == 0) {
            append(digits, first, digits.length);
        } else if (point > 0) {
            append(digits, first, first + point);
            buffer[position++] = '.';
            append(digits, first + point, digits.length);
        } else if (point > -6) {
            buffer[position++] = '0';
            buffer[position++] = '.';
            for (int i = point; i < 0; i++) {
                buffer[position++] = '0';
            }
            append(digits, first, digits.length);
        } else {
            exponential(first, 1 - point);
        }
    }

    private void exponential(int first, int negativeExponent) {
        buffer[position++] = digits[first];
        if (first + 1 < digits.length) {
            buffer[position++] = '.';
            append(digits, first + 1, digits.length);
        }
        buffer[position++] = 'e';
        buffer[position++] = '-';
        if (negativeExponent >= 10) {
            buffer[position++] = (byte) ('0' + negativeExponent / 10);
        }
        buffer[position++] = (byte) ('0' + negativeExponent % 10);
    }

    private void append(byte[] bytes, int from, int to) {
        // Whatever is appended next may rely on the room for a number that separate() made.
        room(to - from + LONGEST_NUMBER);
        System.arraycopy(bytes, from, buffer, position, to - from);
        position += to - from;
    }

    private void room(int bytes) {
        if (buffer.length - position < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(position, bytes), buffer.length * 2));
        }
    }

    private void requireRange(int from, int to) {
        Objects.checkFromToIndex(from, to, position);
    }
}
