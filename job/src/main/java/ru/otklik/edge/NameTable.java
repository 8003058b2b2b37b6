package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A fixed set of things found by the bytes of their names; the whole name decides. */
final class NameTable<T> {
    private final List<@Nullable T> things;
    private final byte[][] names;
    private final int mask;

    NameTable(T[] all, Function<T, String> name) {
        // A quarter full: hardly any name meets another one on its way.
        int size = Integer.highestOneBit(all.length) * 8;
        mask = size - 1;
        names = new byte[size][];
        things = new ArrayList<>(java.util.Collections.nCopies(size, null));
        for (T thing : all) {
            byte[] bytes = name.apply(thing).getBytes(StandardCharsets.UTF_8);
            int slot = Words.hash(bytes, 0, bytes.length) & mask;
            while (names[slot] != null) {
                slot = (slot + 1) & mask;
            }
            names[slot] = bytes;
            things.set(slot, thing);
        }
    }

    /** What some bytes name; null if nothing. */
    @Nullable
    T find(byte[] bytes, int from, int to) {
        int slot = Words.hash(bytes, from, to) & mask;
        while (names[slot] != null) {
            if (Arrays.equals(bytes, from, to, names[slot], 0, names[slot].length)) {
                return things.get(slot);
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }
}
