package ru.otklik.traffic;

import java.util.List;
import java.util.SplittableRandom;

/** Draws from a stream of random numbers that depends on nothing but the words it was seeded with. */
final class Chance {
    private final SplittableRandom random;

    private Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A stream for a seed and what else names the thing to be drawn. */
    static Chance of(long seed, long... words) {
        long mixed = mix(seed);
        for (long word : words) {
            mixed = mix(mixed ^ mix(word));
        }
        return new Chance(mixed);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return random.nextDouble();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Uniform in [from, until). */
    long between(long from, long until) {
        return from >= until ? from : random.nextLong(from, until);
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** The index of a weight, drawn in proportion to the weights. */
    int weighted(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /**
     * A value with a long tail: half of them below the median, one in six above median · spread. The normal variate
     * is a sum of twelve uniform ones, so that no platform's logarithm has a say.
     */
    double longTailed(double median, double spread) {
        double normal = -6;
        for (int i = 0; i < 12; i++) {
            normal += random.nextDouble();
        }
        return median * StrictMath.pow(spread, normal);
    }

    /** The finalizer of SplitMix64. */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
