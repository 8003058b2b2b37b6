package ru.otklik.domain.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

class HistogramTest {
    private static final int[] PERCENTS = {1, 25, 50, 90, 95, 99, 100};

    /** The bucket's middle by the words of the specification. */
    private static long representative(long value) {
        if (value < 128) {
            return value;
        }
        int scale = 64 - Long.numberOfLeadingZeros(value) - 7;
        return (value >> scale << scale) + (1L << (scale - 1));
    }

    private static long random(SplittableRandom random) {
        return random.nextLong(1L << (1 + random.nextInt(44)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "127, 127",
        "128, 129",
        "129, 129",
        "130, 131",
        "255, 255",
        "256, 258",
        "259, 258",
        "260, 262",
        "28740000, 28704768"
    })
    void standsForItsBucketByTheMiddle(long value, long middle) {
        assertThat(Histogram.representative(Histogram.bucketOf(value))).isEqualTo(middle);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void isWrongByAtMostEightPerMille(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            long value = random(random);
            long middle = Histogram.representative(Histogram.bucketOf(value));
            assertThat(middle).as("seed %d: %d", seed, value).isEqualTo(representative(value));
            assertThat(Math.abs(middle - value) * 1000)
                    .as("seed %d: %d", seed, value)
                    .isLessThanOrEqualTo(8 * value);
        }
    }

    @Test
    void bucketsGrowWithoutGaps() {
        int last = -1;
        for (long value = 0; value < 200_000; value++) {
            int bucket = Histogram.bucketOf(value);
            assertThat(bucket).isBetween(last, last + 1);
            last = bucket;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void quantileIsTheNearestRankOfRepresentatives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int size = 1 + random.nextInt(250);
            long[] sorted = new long[size];
            Histogram histogram = new Histogram();
            for (int i = 0; i < size; i++) {
                long value = random(random);
                sorted[i] = representative(value);
                histogram.add(value, 1);
            }
            Arrays.sort(sorted);
            for (int percent : PERCENTS) {
                int rank = (int) Math.ceil(percent * size / 100.0);
                assertThat(histogram.quantile(percent))
                        .as("seed %d, %d %% of %d", seed, percent, size)
                        .isEqualTo(sorted[rank - 1]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void subtractionUndoesAdditionInAnyOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Histogram kept = new Histogram();
        Histogram both = new Histogram();
        for (int i = 0; i < 1_000; i++) {
            long value = random(random);
            boolean keep = random.nextBoolean();
            if (keep) {
                kept.add(value, 1);
                both.add(value, 1);
            } else if (random.nextBoolean()) {
                both.add(value, 2);
                both.add(value, -2);
            } else {
                both.add(value, -1);
                both.add(value, 1);
            }
        }

        assertThat(packed(both)).as("seed %d", seed).isEqualTo(packed(kept));
        assertThat(both.total()).isEqualTo(kept.total());
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void mergingIsAddingAll(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Histogram all = new Histogram();
        Histogram left = new Histogram();
        Histogram right = new Histogram();
        for (int i = 0; i < 1_000; i++) {
            long value = random(random);
            all.add(value, 1);
            (random.nextBoolean() ? left : right).add(value, 1);
        }
        byte[] rightBefore = packed(right);
        Histogram leftFirst = new Histogram();
        leftFirst.addAll(left);
        leftFirst.addAll(right);
        Histogram rightFirst = new Histogram();
        rightFirst.addAll(right);
        rightFirst.addAll(left);

        assertThat(packed(leftFirst)).as("seed %d", seed).isEqualTo(packed(all)).isEqualTo(packed(rightFirst));
        assertThat(packed(right)).as("untouched").isEqualTo(rightBefore);
        Histogram read = new Histogram();
        read.unpack(new ByteReader(packed(all)));
        assertThat(packed(read)).isEqualTo(packed(all));
        assertThat(read.total()).isEqualTo(1_000);
    }

    @Test
    void hasNoQuantileWithoutValues() {
        Histogram empty = new Histogram();
        empty.add(5, 1);
        empty.add(5, -1);

        assertThat(empty.total()).isZero();
        assertThatThrownBy(() -> empty.quantile(50)).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] packed(Histogram histogram) {
        ByteWriter out = new ByteWriter(8);
        histogram.pack(out);
        return out.toBytes();
    }
}
