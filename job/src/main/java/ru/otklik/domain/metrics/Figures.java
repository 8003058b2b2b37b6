package ru.otklik.domain.metrics;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * Everything that is counted over a set of facts: integers only, so that adding is commutative and subtracting exact.
 */
public final class Figures {
    /** A latency that is measured: which stage ended, and by which clock. */
    public enum Latency {
        RESPONSE_ELAPSED,
        RESPONSE_WORKING,
        RESOLUTION_ELAPSED,
        RESOLUTION_WORKING;

        private static final int COUNT = values().length;
    }

    private static final int COUNTED_KINDS = FactKind.ANOMALY.ordinal() + 1;

    private final long[] counts = new long[COUNTED_KINDS];
    private final long[] sums = new long[Latency.COUNT];
    private final @Nullable Histogram[] histograms = new @Nullable Histogram[Latency.COUNT];
    private final SparseCounts topics = new SparseCounts();
    private final SparseCounts channels = new SparseCounts();
    private long ratingSum;

    /** Adds one line of the log {@code sign} times; levels and citizens are counted elsewhere. */
    void add(int code, long payload, int sign) {
        if (code < COUNTED_KINDS) {
            counts[code] += sign;
        }
        switch (code) {
            case 0 -> {
                topics.add(Entry.topic(payload), sign);
                if (Entry.channel(payload) != 0) {
                    channels.add(Entry.channel(payload), sign);
                }
            }
            case 1 -> addLatency(Latency.RESPONSE_ELAPSED, Entry.figure(payload), sign);
            case 2 -> addLatency(Latency.RESOLUTION_ELAPSED, Entry.figure(payload), sign);
            case 11 -> ratingSum += sign * payload;
            case Entry.RESPONDED_WORKING -> addLatency(Latency.RESPONSE_WORKING, payload, sign);
            case Entry.RESOLVED_WORKING -> addLatency(Latency.RESOLUTION_WORKING, payload, sign);
            default -> {}
        }
    }

    private void addLatency(Latency latency, long millis, int sign) {
        sums[latency.ordinal()] += sign * millis;
        histogramOf(latency.ordinal()).add(millis, sign);
    }

    private Histogram histogramOf(int latency) {
        Histogram histogram = histograms[latency];
        if (histogram == null) {
            histogram = new Histogram();
            histograms[latency] = histogram;
        }
        return histogram;
    }

    void addAll(Figures other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
            Histogram histogram = other.histograms[i];
            if (histogram != null) {
                histogramOf(i).addAll(histogram);
            }
        }
        topics.addAll(other.topics);
        channels.addAll(other.channels);
        ratingSum += other.ratingSum;
    }

    /** Number of facts of a kind below OPEN_FROM. */
    public long count(FactKind kind) {
        return counts[kind.ordinal()];
    }

    /** Sum of a latency, milliseconds. */
    public long sumMillis(Latency latency) {
        return sums[latency.ordinal()];
    }

    /** The values of a latency; null if there never was one. */
    public @Nullable Histogram histogram(Latency latency) {
        return histograms[latency.ordinal()];
    }

    public long ratingSum() {
        return ratingSum;
    }

    /** Registered incidents by number of their topic. */
    public SparseCounts topics() {
        return topics;
    }

    /** Registered incidents by number of their channel. */
    public SparseCounts channels() {
        return channels;
    }

    public boolean isEmpty() {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    void pack(ByteWriter out) {
        topics.pack(out);
        channels.pack(out);
        packNumbers(out);
    }

    /** Packs everything but topics and channels. */
    void packNumbers(ByteWriter out) {
        for (long count : counts) {
            out.putSignedVarLong(count);
        }
        out.putSignedVarLong(ratingSum);
        for (int i = 0; i < sums.length; i++) {
            out.putSignedVarLong(sums[i]);
            histogramOf(i).pack(out);
        }
    }

    void unpack(ByteReader in) {
        topics.unpack(in);
        channels.unpack(in);
        unpackNumbers(in);
    }

    void unpackNumbers(ByteReader in) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += in.takeSignedVarLong();
        }
        ratingSum += in.takeSignedVarLong();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += in.takeSignedVarLong();
            histogramOf(i).unpack(in);
        }
    }
}
