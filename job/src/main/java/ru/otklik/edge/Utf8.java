package ru.otklik.edge;

/** Letters as UTF-8 writes them: no overlong forms, no halves of pairs, nothing beyond the last code point. */
final class Utf8 {
    private static final long CYRILLIC_MASK = 0xC0F8_C0F8_C0F8_C0F8L;
    private static final long CYRILLIC = 0x80D0_80D0_80D0_80D0L;

    private Utf8() {}

    /** Whether a word is four letters from U+0400 to U+05FF, which most texts of citizens consist of. */
    static boolean isCyrillic(long word) {
        return (word & CYRILLIC_MASK) == CYRILLIC;
    }

    /**
     * Steps over one letter beyond ASCII.
     *
     * @return index behind it; -1 if the bytes up to {@code to} are none
     */
    static int next(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0xE0) {
            return first >= 0xC2 && isContinued(bytes, at + 1, to) ? at + 2 : -1;
        }
        if (first < 0xF0) {
            int low = first == 0xE0 ? 0xA0 : 0x80;
            int high = first == 0xED ? 0x9F : 0xBF;
            return isIn(bytes, at + 1, to, low, high) && isContinued(bytes, at + 2, to) ? at + 3 : -1;
        }
        int low = first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xF4 ? 0x8F : 0xBF;
        boolean isLetter = first <= 0xF4
                && isIn(bytes, at + 1, to, low, high)
                && isContinued(bytes, at + 2, to)
                && isContinued(bytes, at + 3, to);
        return isLetter ? at + 4 : -1;
    }

    private static boolean isContinued(byte[] bytes, int at, int to) {
        return at < to && (bytes[at] & 0xC0) == 0x80;
    }

    private static boolean isIn(byte[] bytes, int at, int to, int low, int high) {
        return at < to && (bytes[at] & 0xFF) >= low && (bytes[at] & 0xFF) <= high;
    }

    /** Code points of a valid text. */
    static int codePoints(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }
}
