package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings of words that come again and again, found by their bytes: a repeated word costs no new String, and comparing
 * it with itself is comparing a pointer. Forgets words when it is full; what it gives is right in any case.
 */
final class TextPool {
    /** Longer ones are not kept: nothing that repeats is that long, and the pool stays small whatever is sent. */
    private static final int LONGEST_BYTES = 128;

    private static final int PROBES = 4;

    private record Word(byte[] bytes, String text) {}

    private final @Nullable Word[] words;
    private final int mask;

    /**
     * @param size words to keep, a power of two
     */
    TextPool(int size) {
        words = new Word[size];
        mask = size - 1;
    }

    /** The text that some valid UTF-8 writes. */
    String text(byte[] bytes, int from, int to) {
        if (to - from > LONGEST_BYTES) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        int home = Words.hash(bytes, from, to);
        int free = home & mask;
        for (int i = 0; i < PROBES; i++) {
            int slot = (home + i) & mask;
            Word word = words[slot];
            if (word == null) {
                free = slot;
                break;
            }
            if (Arrays.equals(bytes, from, to, word.bytes, 0, word.bytes.length)) {
                return word.text;
            }
        }
        Word word = new Word(
                Arrays.copyOfRange(bytes, from, to), new String(bytes, from, to - from, StandardCharsets.UTF_8));
        words[free] = word;
        return word.text;
    }
}
