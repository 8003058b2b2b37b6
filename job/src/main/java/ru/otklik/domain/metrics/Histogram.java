package ru.otklik.domain.metrics;

import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * Counts of non-negative values in buckets of at most 1.6 % width: mergeable, subtractable, and the same whatever the
 * order of arrival.
 */
public final class Histogram {
    /*
     * Values below 128 have a bucket each. Else s = bitLength(v) - 7, and v >> s (64 to 127) is the bucket at scale s;
     * its number is 64 s + (v >> s), which continues the small ones without a gap. A log-bucket histogram can be
     * subtracted, which quantile sketches such as t-digest cannot; of its kind is DDSketch: Masson, Rim, Lee, VLDB 12
     * (2019), https://doi.org/10.14778/3352063.3352135.
     */
    private final SparseCounts buckets = new SparseCounts();
    private long total;

    /** Number of the bucket of a value at or above 0, in milliseconds. */
    static int bucketOf(long value) {
        if (value < 128) {
            return (int) value;
        }
        int scale = 57 - Long.numberOfLeadingZeros(value);
        return 64 * scale + (int) (value >>> scale);
    }

    /** Middle of a bucket, which stands for its values; milliseconds. */
    static long representative(int bucket) {
        if (bucket < 128) {
            return bucket;
        }
        int scale = bucket / 64 - 1;
        long mantissa = bucket - 64L * scale;
        return (mantissa << scale) + (1L << (scale - 1));
    }

    /** Adds a value {@code count} times; takes it away if negative. */
    void add(long value, int count) {
        buckets.add(bucketOf(value), count);
        total += count;
    }

    void addAll(Histogram other) {
        buckets.addAll(other.buckets);
        total += other.total;
    }

    /** Number of values. */
    public long total() {
        return total;
    }

    /**
     * The ⌈q·n⌉-th smallest of the n values, as the middle of its bucket.
     *
     * @param percent q in percent, 1 to 100; 100 gives the greatest
     * @return milliseconds
     * @throws IllegalStateException if there are no values
     */
    public long quantile(int percent) {
        return atRank((percent * total + 99) / 100);
    }

    /**
     * The value of a rank, as the middle of its bucket.
     *
     * @param rank 1 for the smallest value
     * @return milliseconds
     * @throws IllegalStateException if there is no such value
     */
    public long atRank(long rank) {
        long seen = 0;
        for (int i = 0; i < buckets.size(); i++) {
            seen += buckets.count(i);
            if (seen >= rank && rank > 0) {
                return representative(buckets.key(i));
            }
        }
        throw new IllegalStateException("no value of rank " + rank + " among " + total);
    }

    /**
     * How many values, each as the middle of its bucket, are not above a bound.
     *
     * @param millis the bound
     */
    public long atMost(long millis) {
        long seen = 0;
        for (int i = 0; i < buckets.size() && representative(buckets.key(i)) <= millis; i++) {
            seen += buckets.count(i);
        }
        return seen;
    }

    /**
     * Mean square distance of the values, as the middles of their buckets, from a centre.
     *
     * @param centre milliseconds
     * @return square milliseconds; NaN without values
     */
    public double meanSquareFrom(double centre) {
        double sum = 0;
        for (int i = 0; i < buckets.size(); i++) {
            double distance = representative(buckets.key(i)) - centre;
            sum += buckets.count(i) * distance * distance;
        }
        return sum / total;
    }

    void pack(ByteWriter out) {
        buckets.pack(out);
    }

    void unpack(ByteReader in) {
        buckets.unpack(in);
        for (int i = 0; i < buckets.size(); i++) {
            total += buckets.count(i);
        }
    }
}
