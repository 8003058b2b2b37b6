package ru.otklik.oracle;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.oracle.OracleFact.Kind;
import ru.otklik.oracle.OracleFact.Stage;

/** What some facts add up to; a fact taken back is added with −1. */
final class OracleTally {

    /** Latencies of one stage and one clock: exact sum, and counts by the representative of their bucket. */
    static final class Latencies {
        private long count;
        private long sum;
        private final TreeMap<Long, Long> byRepresentative = new TreeMap<>();

        private void add(long millis, int sign) {
            count += sign;
            sum += sign * millis;
            change(byRepresentative, representative(millis), sign);
        }

        private void addTo(Map<Kind, Latencies> sums, Kind kind) {
            Latencies into = sums.computeIfAbsent(kind, any -> new Latencies());
            into.count += count;
            into.sum += sum;
            byRepresentative.forEach((value, times) -> into.byRepresentative.merge(value, times, Long::sum));
        }

        long count() {
            return count;
        }

        /** Rounded half up; null without values. */
        @Nullable
        Long mean() {
            return count == 0
                    ? null
                    : Long.valueOf(OracleFraction.of(sum, count).rounded(0).longValueExact());
        }

        /** The ⌈percent·n/100⌉-th smallest; null without values. */
        @Nullable
        Long quantile(int percent) {
            long wanted = (percent * count + 99) / 100;
            for (Map.Entry<Long, Long> bucket : byRepresentative.entrySet()) {
                wanted -= bucket.getValue();
                if (wanted <= 0 && count > 0) {
                    return bucket.getKey();
                }
            }
            return null;
        }

        /** The value of a rank from 1 on; null if there is no such rank. */
        @Nullable
        Long ranked(long rank) {
            long left = rank;
            for (Map.Entry<Long, Long> bucket : byRepresentative.entrySet()) {
                left -= bucket.getValue();
                if (rank >= 1 && left <= 0) {
                    return bucket.getKey();
                }
            }
            return null;
        }

        /** How many are at most so many minutes long and longer than those before; longer than all in the end. */
        long[] between(long... minutes) {
            long[] counts = new long[minutes.length + 1];
            byRepresentative.forEach((value, times) -> {
                int at = 0;
                while (at < minutes.length && value > minutes[at] * 60_000) {
                    at++;
                }
                counts[at] += times;
            });
            return counts;
        }

        @Nullable
        Long max() {
            return byRepresentative.isEmpty() ? null : byRepresentative.lastKey();
        }
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Stage, Long> met = new EnumMap<>(Stage.class);
    private final Map<Stage, Long> missed = new EnumMap<>(Stage.class);
    private final Map<Kind, Latencies> elapsed = new EnumMap<>(Kind.class);
    private final Map<Kind, Latencies> working = new EnumMap<>(Kind.class);
    private final TreeMap<String, Long> topics = new TreeMap<>(OracleText.BY_CODE_POINT);
    private final TreeMap<String, Long> channels = new TreeMap<>(OracleText.BY_CODE_POINT);
    private final Map<String, Long> citizens = new TreeMap<>();
    private long ratingSum;
    private long citizensOfParts;

    /** What several tallies come to together; a citizen of two of them is two. */
    static OracleTally sum(Collection<OracleTally> parts) {
        OracleTally sum = new OracleTally();
        for (OracleTally part : parts) {
            part.counts.forEach((kind, count) -> sum.counts.merge(kind, count, Long::sum));
            part.met.forEach((stage, count) -> sum.met.merge(stage, count, Long::sum));
            part.missed.forEach((stage, count) -> sum.missed.merge(stage, count, Long::sum));
            part.elapsed.forEach((kind, latencies) -> latencies.addTo(sum.elapsed, kind));
            part.working.forEach((kind, latencies) -> latencies.addTo(sum.working, kind));
            part.topics.forEach((topic, count) -> sum.topics.merge(topic, count, Long::sum));
            part.channels.forEach((channel, count) -> sum.channels.merge(channel, count, Long::sum));
            sum.citizensOfParts += part.citizens();
            sum.ratingSum += part.ratingSum;
        }
        return sum;
    }

    /** Whether nothing is counted at all. */
    boolean isZero() {
        return counts.values().stream().allMatch(count -> count == 0);
    }

    /** The value that stands for all values of a bucket. */
    static long representative(long value) {
        if (value < 128) {
            return value;
        }
        int scale = 64 - Long.numberOfLeadingZeros(value) - 7;
        return ((value >> scale) << scale) + (1L << (scale - 1));
    }

    void add(OracleFact fact, int sign) {
        change(counts, fact.kind(), sign * fact.step());
        Stage stage = fact.stage();
        if (stage != null) {
            change(fact.kind() == Kind.MET ? met : missed, stage, sign);
        }
        if (fact.kind() == Kind.RESPONDED || fact.kind() == Kind.RESOLVED) {
            elapsed.computeIfAbsent(fact.kind(), any -> new Latencies()).add(fact.elapsed(), sign);
            working.computeIfAbsent(fact.kind(), any -> new Latencies()).add(fact.working(), sign);
        }
        if (fact.kind() == Kind.REGISTERED) {
            change(topics, fact.topic(), sign);
            change(channels, fact.channel(), sign);
            change(citizens, fact.citizen(), sign);
        }
        ratingSum += (long) sign * fact.rating();
    }

    private static <K> void change(Map<K, Long> map, @Nullable K key, int by) {
        if (key != null) {
            long sum = map.getOrDefault(key, 0L) + by;
            if (sum == 0) {
                map.remove(key);
            } else {
                map.put(key, sum);
            }
        }
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long met(Stage stage) {
        return met.getOrDefault(stage, 0L);
    }

    long missed(Stage stage) {
        return missed.getOrDefault(stage, 0L);
    }

    Latencies elapsed(Kind kind) {
        return elapsed.getOrDefault(kind, new Latencies());
    }

    Latencies working(Kind kind) {
        return working.getOrDefault(kind, new Latencies());
    }

    Map<String, Long> topics() {
        return topics;
    }

    Map<String, Long> channels() {
        return channels;
    }

    long citizens() {
        return citizens.size() + citizensOfParts;
    }

    long ratingSum() {
        return ratingSum;
    }
}
