package ru.otklik.edge;

import static ru.otklik.edge.JsonBytes.NONE;
import static ru.otklik.edge.JsonBytes.isAt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known fields of an event in its bytes, in one pass and without making anything. It knows all of JSON, and
 * declines whatever is unusual: escapes in a key or in a known field, a key that may be there twice, a known field of
 * another type or length than it should have, anything broken. Who declines has judged nothing; {@link EventParser} does.
 */
final class EventScanner {
    private static final int DEEPEST = 32;
    private static final int MOST_UNKNOWN_KEYS = 32;

    private final int[] begins = new int[EventField.count()];
    private final int[] ends = new int[EventField.count()];
    /** Fields whose key was met, and those of them that are not null; a bit each. */
    private int met;

    private int present;
    /** The field that followed each field last time, the first one at index 0: senders rarely change their order. */
    private final @Nullable EventField[] followers = new EventField[EventField.count() + 1];

    private int place;
    /** Extents of the unknown keys of all objects that are open. */
    private final int[] keyBegins = new int[MOST_UNKNOWN_KEYS];

    private final int[] keyEnds = new int[MOST_UNKNOWN_KEYS];
    private int keys;

    /**
     * Scans one record.
     *
     * @return false if it declines; the fields are undefined then
     */
    boolean scan(byte[] bytes, int from, int to) {
        met = 0;
        present = 0;
        keys = 0;
        place = 0;
        int at = JsonBytes.space(bytes, from, to);
        if (!isAt(bytes, at, to, '{')) {
            return false;
        }
        at = object(bytes, at + 1, to, 1);
        return at >= 0 && JsonBytes.space(bytes, at, to) == to;
    }

    /** Whether a field is there and not null. */
    boolean has(EventField field) {
        return (present & 1 << field.ordinal()) != 0;
    }

    /** Index of the first byte of the text (behind the quote) or other value of a field that is there. */
    int begin(EventField field) {
        return begins[field.ordinal()];
    }

    /** Index behind the last byte of the text or other value of a field that is there. */
    int end(EventField field) {
        return ends[field.ordinal()];
    }

    /** Index behind an object, from behind its opening brace. Only the outermost one has known fields. */
    private int object(byte[] bytes, int from, int to, int depth) {
        int outerKeys = keys;
        int at = JsonBytes.space(bytes, from, to);
        if (isAt(bytes, at, to, '}')) {
            return at + 1;
        }
        while (isAt(bytes, at, to, '"')) {
            at = depth == 1
                    ? member(bytes, at + 1, to)
                    : unknownMember(bytes, at + 1, quote(bytes, at + 1, to), to, depth, outerKeys);
            if (at < 0) {
                return NONE;
            }
            at = JsonBytes.space(bytes, at, to);
            if (isAt(bytes, at, to, '}')) {
                keys = outerKeys;
                return at + 1;
            }
            if (!isAt(bytes, at, to, ',')) {
                return NONE;
            }
            at = JsonBytes.space(bytes, at + 1, to);
        }
        return NONE;
    }

    /** Index behind a member of the event itself, from behind the opening quote of its key. */
    private int member(byte[] bytes, int key, int to) {
        EventField field = followers[place];
        if (field == null || !field.isKeyAt(bytes, key, to)) {
            int keyEnd = quote(bytes, key, to);
            field = keyEnd < 0 ? null : EventField.find(bytes, key, keyEnd);
            if (field == null) {
                return unknownMember(bytes, key, keyEnd, to, 1, 0);
            }
            followers[place] = field;
        }
        place = field.ordinal() + 1;
        int at = value(bytes, key + field.key().length() + 1, to);
        return at < 0 ? NONE : known(field, bytes, at, to);
    }

    /** Index behind a member that nobody looks at; its object's keys are remembered from {@code firstKey} on. */
    private int unknownMember(byte[] bytes, int key, int keyEnd, int to, int depth, int firstKey) {
        if (keyEnd < 0 || !isNew(bytes, key, keyEnd, firstKey)) {
            return NONE;
        }
        int at = value(bytes, keyEnd + 1, to);
        return at < 0 ? NONE : unknown(bytes, at, to, depth);
    }

    /** Index of the quote that ends a text without escapes. */
    private static int quote(byte[] bytes, int from, int to) {
        int end = JsonBytes.plainText(bytes, from, to);
        return end >= 0 && bytes[end] == '"' ? end : NONE;
    }

    /** Index of a value, from behind its key. */
    private static int value(byte[] bytes, int from, int to) {
        int at = JsonBytes.space(bytes, from, to);
        return isAt(bytes, at, to, ':') ? JsonBytes.space(bytes, at + 1, to) : NONE;
    }

    /** Remembers an unknown key; false if the object has it already, or if there is no room. */
    private boolean isNew(byte[] bytes, int key, int keyEnd, int firstOfObject) {
        if (keys == MOST_UNKNOWN_KEYS) {
            return false;
        }
        for (int i = firstOfObject; i < keys; i++) {
            if (Arrays.equals(bytes, key, keyEnd, bytes, keyBegins[i], keyEnds[i])) {
                return false;
            }
        }
        keyBegins[keys] = key;
        keyEnds[keys] = keyEnd;
        keys++;
        return true;
    }

    /** Index behind the value of an unknown field or of an array. */
    private int unknown(byte[] bytes, int at, int to, int depth) {
        if (at >= to) {
            return NONE;
        }
        return switch (bytes[at]) {
            case '"' -> JsonBytes.text(bytes, at + 1, to);
            case '{' -> depth == DEEPEST ? NONE : object(bytes, at + 1, to, depth + 1);
            case '[' -> depth == DEEPEST ? NONE : array(bytes, at + 1, to, depth + 1);
            case 'n', 't', 'f' -> JsonBytes.literal(bytes, at, to);
            default -> JsonBytes.number(bytes, at, to);
        };
    }

    /** Index behind an array, from behind its opening bracket. */
    private int array(byte[] bytes, int from, int to, int depth) {
        int at = JsonBytes.space(bytes, from, to);
        if (isAt(bytes, at, to, ']')) {
            return at + 1;
        }
        while (true) {
            at = unknown(bytes, at, to, depth);
            if (at < 0) {
                return NONE;
            }
            at = JsonBytes.space(bytes, at, to);
            if (isAt(bytes, at, to, ']')) {
                return at + 1;
            }
            if (!isAt(bytes, at, to, ',')) {
                return NONE;
            }
            at = JsonBytes.space(bytes, at + 1, to);
        }
    }

    /** Index behind the value of a known field. */
    private int known(EventField field, byte[] bytes, int at, int to) {
        int bit = 1 << field.ordinal();
        if ((met & bit) != 0 || at >= to) {
            return NONE;
        }
        met |= bit;
        if (bytes[at] == 'n') {
            return JsonBytes.literal(bytes, at, to);
        }
        int behind = switch (field) {
            case FINAL -> bytes[at] == 't' || bytes[at] == 'f' ? JsonBytes.literal(bytes, at, to) : NONE;
            case RATING -> bytes[at] >= '1' && bytes[at] <= '5' ? at + 1 : NONE;
            default -> text(bytes, at, to, field.longest());
        };
        boolean isText = bytes[at] == '"';
        begins[field.ordinal()] = isText ? at + 1 : at;
        ends[field.ordinal()] = isText ? behind - 1 : behind;
        present |= bit;
        return behind;
    }

    /** Index behind a text without escapes that is neither empty nor too long. */
    private static int text(byte[] bytes, int at, int to, int longest) {
        if (bytes[at] != '"') {
            return NONE;
        }
        int from = at + 1;
        int end = quote(bytes, from, to);
        if (end <= from) {
            return NONE;
        }
        // A code point has at least one byte: who has few bytes need not count.
        boolean isTooLong = end - from > longest && Utf8.codePoints(bytes, from, end) > longest;
        return isTooLong ? NONE : end + 1;
    }
}
