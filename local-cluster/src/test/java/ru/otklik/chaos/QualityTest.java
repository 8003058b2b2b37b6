package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QualityTest {
    private static final int ONE_PACKET = 1_448;
    private static final int DRAWS = 100_000;
    private static final long MILLI = 1_000_000;

    private final SplittableRandom dice = new SplittableRandom(11);

    @Test
    void aPerfectWayTakesNoTime() {
        assertThat(Quality.PERFECT.nanosFor(1_000_000, dice)).isZero();
    }

    @Test
    void jitterIsSpreadAroundTheDelay() {
        Quality quality = new Quality(Duration.ofMillis(200), Duration.ofMillis(100), 0);

        long[] drawn = draw(quality, ONE_PACKET);

        LongSummaryStatistics spread = LongStream.of(drawn).summaryStatistics();
        assertThat(spread.getMin()).isBetween(100 * MILLI, 101 * MILLI);
        assertThat(spread.getAverage() / MILLI).isBetween(199.0, 201.0);
        assertThat(spread.getMax()).isBetween(299 * MILLI, 300 * MILLI);
    }

    @Test
    void aLostPacketComesARoundTripLater() {
        Quality quality = new Quality(Duration.ofMillis(200), Duration.ZERO, 0.05);

        long[] drawn = draw(quality, ONE_PACKET);

        assertThat(LongStream.of(drawn).map(nanos -> (nanos - 200 * MILLI) % (400 * MILLI)))
                .containsOnly(0L);
        assertThat(share(drawn, 200)).isBetween(0.948, 0.952);
        assertThat(share(drawn, 600)).isBetween(0.046, 0.049);
    }

    @Test
    void aLostPacketOfAQuickWayComesTwoHundredMillisecondsLater() {
        long[] drawn = draw(new Quality(Duration.ofMillis(1), Duration.ZERO, 0.5), ONE_PACKET);

        assertThat(share(drawn, 201)).isBetween(0.24, 0.26);
    }

    /** 0.95 to the power of 45 is 0.0994. */
    @Test
    void ofManyPacketsSentAtOnceOneIsSoonLost() {
        long[] drawn = draw(new Quality(Duration.ofMillis(200), Duration.ZERO, 0.05), 45 * ONE_PACKET);

        assertThat(share(drawn, 200)).isBetween(0.096, 0.103);
    }

    private long[] draw(Quality quality, int bytes) {
        return LongStream.generate(() -> quality.nanosFor(bytes, dice))
                .limit(DRAWS)
                .toArray();
    }

    private static double share(long[] drawn, long millis) {
        return LongStream.of(drawn).filter(nanos -> nanos == millis * MILLI).count() / (double) drawn.length;
    }
}
