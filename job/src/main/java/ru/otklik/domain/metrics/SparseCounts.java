package ru.otklik.domain.metrics;

import java.util.Arrays;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** Counts by a small number (a bucket, a word's number), sorted by that number; those at 0 are left out. */
public final class SparseCounts {
    private int[] keys = new int[4];
    private int[] counts = new int[4];
    private int size;

    public int size() {
        return size;
    }

    /** The i-th smallest key. */
    public int key(int i) {
        return keys[i];
    }

    /** The count of the i-th smallest key; negative only while what was taken back has not been added yet. */
    public int count(int i) {
        return counts[i];
    }

    void add(int key, int count) {
        int at = Arrays.binarySearch(keys, 0, size, key);
        if (at < 0) {
            insert(-at - 1, key, count);
        } else if (counts[at] + count == 0) {
            System.arraycopy(keys, at + 1, keys, at, size - at - 1);
            System.arraycopy(counts, at + 1, counts, at, size - at - 1);
            size--;
        } else {
            counts[at] += count;
        }
    }

    private void insert(int at, int key, int count) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size + Math.max(4, size / 2));
            counts = Arrays.copyOf(counts, keys.length);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        keys[at] = key;
        counts[at] = count;
        size++;
    }

    void addAll(SparseCounts other) {
        if (size == 0) {
            keys = Arrays.copyOf(other.keys, Math.max(4, other.size));
            counts = Arrays.copyOf(other.counts, keys.length);
            size = other.size;
            return;
        }
        if (other.size == 0) {
            return;
        }
        int[] mergedKeys = new int[size + other.size];
        int[] mergedCounts = new int[mergedKeys.length];
        int left = 0;
        int right = 0;
        int merged = 0;
        while (left < size && right < other.size) {
            int order = Integer.compare(keys[left], other.keys[right]);
            mergedKeys[merged] = order <= 0 ? keys[left] : other.keys[right];
            if (order < 0) {
                mergedCounts[merged++] = counts[left++];
            } else if (order > 0) {
                mergedCounts[merged++] = other.counts[right++];
            } else {
                int sum = counts[left++] + other.counts[right++];
                mergedCounts[merged] = sum;
                merged += sum == 0 ? 0 : 1;
            }
        }
        System.arraycopy(keys, left, mergedKeys, merged, size - left);
        System.arraycopy(counts, left, mergedCounts, merged, size - left);
        merged += size - left;
        System.arraycopy(other.keys, right, mergedKeys, merged, other.size - right);
        System.arraycopy(other.counts, right, mergedCounts, merged, other.size - right);
        merged += other.size - right;
        keys = mergedKeys;
        counts = mergedCounts;
        size = merged;
    }

    void pack(ByteWriter out) {
        out.putVarLong(size);
        int last = 0;
        for (int i = 0; i < size; i++) {
            out.putVarLong(keys[i] - last);
            out.putSignedVarLong(counts[i]);
            last = keys[i];
        }
    }

    void unpack(ByteReader in) {
        int more = in.takeVarInt();
        int key = 0;
        for (int i = 0; i < more; i++) {
            key += in.takeVarInt();
            add(key, (int) in.takeSignedVarLong());
        }
    }
}
