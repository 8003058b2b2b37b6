package ru.otklik.bench.peers;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Count, sum and histogram of a latency; a POJO to Flink and Jackson. The buckets are those of the contract. */
public final class LatencyTally {
    /** Values below this, in milliseconds, have a bucket each; above, 64 share each power of two. */
    private static final int EXACT = 128;

    private static final int EXACT_BITS = 7;

    public long count;
    public long sumMillis;

    /** Number of values by the middle of their bucket, milliseconds. */
    public Map<Long, Long> buckets = new HashMap<>();

    void add(long millis, int sign) {
        count += sign;
        sumMillis += sign * millis;
        addTo(middle(millis), sign);
    }

    void addAll(LatencyTally other) {
        count += other.count;
        sumMillis += other.sumMillis;
        other.buckets.forEach(this::addTo);
    }

    private void addTo(long bucket, long values) {
        if (buckets.merge(bucket, values, Long::sum) == 0) {
            buckets.remove(bucket);
        }
    }

    /** The mean, rounded half up to the millisecond; null without values. */
    @Nullable
    Long mean() {
        return count == 0 ? null : Long.valueOf((2 * sumMillis + count) / (2 * count));
    }

    /** The ⌈q·n⌉-th smallest value for q in percent; null without values. */
    @Nullable
    Long quantile(int percent) {
        long rank = (percent * count + 99) / 100;
        for (Map.Entry<Long, Long> bucket : new TreeMap<>(buckets).entrySet()) {
            rank -= bucket.getValue();
            if (rank <= 0) {
                return bucket.getKey();
            }
        }
        return null;
    }

    private static long middle(long millis) {
        if (millis < EXACT) {
            return millis;
        }
        int scale = Long.SIZE - Long.numberOfLeadingZeros(millis) - EXACT_BITS;
        return ((millis >> scale) << scale) + (1L << (scale - 1));
    }
}
