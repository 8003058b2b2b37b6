package ru.otklik.edge;

/** JSON by the letter of RFC 8259, as bytes: each method steps over one thing and tells where it ends. */
final class JsonBytes {
    /** What is there is not what is asked for, or is cut off. */
    static final int NONE = -1;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private JsonBytes() {}

    /** Index of the first byte that is no white space; {@code to} if all of it is. */
    static int space(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Whether a certain byte stands at an index. */
    static boolean isAt(byte[] bytes, int at, int to, char wanted) {
        return at < to && bytes[at] == wanted;
    }

    /**
     * Reads on in a text, behind its opening quote.
     *
     * @return index of the closing quote or of a backslash, whichever is first; {@link #NONE} if a raw control character
     *     or invalid UTF-8 comes before
     */
    static int plainText(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (at + Long.BYTES <= to) {
                long word = Words.at(bytes, at);
                long found = Words.notPlain(word);
                if (found == 0 || Utf8.isCyrillic(word)) {
                    at += Long.BYTES;
                    continue;
                }
                at += Words.firstOf(found);
            }
            byte b = bytes[at];
            if (b < 0) {
                at = Utf8.next(bytes, at, to);
                if (at < 0) {
                    return NONE;
                }
            } else if (b == '"' || b == '\\') {
                return at;
            } else if (b < ' ') {
                return NONE;
            } else {
                at++;
            }
        }
        return NONE;
    }

    /** Index behind a text with any escapes, from behind its opening quote; {@link #NONE} if it is broken. */
    static int text(byte[] bytes, int from, int to) {
        int at = plainText(bytes, from, to);
        while (at >= 0 && bytes[at] == '\\') {
            at = escape(bytes, at + 1, to);
            at = at < 0 ? NONE : plainText(bytes, at, to);
        }
        return at < 0 ? NONE : at + 1;
    }

    private static int escape(byte[] bytes, int at, int to) {
        if (at >= to) {
            return NONE;
        }
        return switch (bytes[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> hexadecimal(bytes, at + 1, to);
            default -> NONE;
        };
    }

    private static int hexadecimal(byte[] bytes, int from, int to) {
        if (from + 4 > to) {
            return NONE;
        }
        for (int i = from; i < from + 4; i++) {
            if (Character.digit(bytes[i], 16) < 0) {
                return NONE;
            }
        }
        return from + 4;
    }

    /** Index behind null, true or false; {@link #NONE} if none of them is there. */
    static int literal(byte[] bytes, int at, int to) {
        byte[] word = switch (bytes[at]) {
            case 'n' -> NULL;
            case 't' -> TRUE;
            default -> FALSE;
        };
        int end = at + word.length;
        if (end > to) {
            return NONE;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[at + i] != word[i]) {
                return NONE;
            }
        }
        return end;
    }

    /** Index behind a number; {@link #NONE} if none is there. What may follow a number is the caller's business. */
    static int number(byte[] bytes, int from, int to) {
        int at = isAt(bytes, from, to, '-') ? from + 1 : from;
        at = isAt(bytes, at, to, '0') ? at + 1 : digits(bytes, at, to);
        if (at >= 0 && isAt(bytes, at, to, '.')) {
            at = digits(bytes, at + 1, to);
        }
        if (at >= 0 && (isAt(bytes, at, to, 'e') || isAt(bytes, at, to, 'E'))) {
            at++;
            boolean isSigned = isAt(bytes, at, to, '+') || isAt(bytes, at, to, '-');
            at = digits(bytes, isSigned ? at + 1 : at, to);
        }
        return at;
    }

    /** Index behind one digit or more. */
    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at == from ? NONE : at;
    }
}
