package ru.otklik.edge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes looked at eight at a time, the first of them lowest. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private Words() {}

    /** The eight bytes from an index on; all of them must lie in the array. */
    static long at(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /*
     * A subtraction borrows only from a byte that is found, so bytes above the first find may be marked in error, and
     * the first find never is. Everybody takes the first and looks again behind it.
     */

    /**
     * Where a JSON text may not simply go on: quotes, backslashes, control characters and bytes beyond ASCII.
     *
     * @return 0 if nowhere; else {@link #firstOf} tells the first place
     */
    static long notPlain(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        long found =
                ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - SPACES) & ~word) | word;
        return found & HIGHS;
    }

    /** Index of the first byte that a search in a word has found, 0 to 7. */
    static int firstOf(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }

    /** Index of the first line feed; {@code to} if there is none. */
    static int lineFeed(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long feeds = at(bytes, at) ^ (ONES * '\n');
            long found = (feeds - ONES) & ~feeds & HIGHS;
            if (found != 0) {
                return at + firstOf(found);
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** A hash of some bytes, good enough for small tables; the same for the same bytes wherever they lie. */
    static int hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mixed(hash ^ at(bytes, at));
        }
        long rest = 0;
        for (int i = to - 1; i >= at; i--) {
            rest = rest << 8 | (bytes[i] & 0xFF);
        }
        return (int) mixed(hash ^ rest);
    }

    /** Fibonacci hashing: an odd multiplier near 2^64 divided by the golden ratio, upper bits folded back. */
    private static long mixed(long value) {
        long product = value * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 32;
    }
}
