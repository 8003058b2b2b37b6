package ru.otklik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
    @ParameterizedTest(name = "{0} of {0} + {1}")
    @CsvSource({
        "1, 0, 0.207, 1",
        "9, 1, 0.596, 0.982",
        "45, 5, 0.786, 0.957",
        "900, 100, 0.880, 0.917",
        "0, 1, 0, 0.793"
    })
    void hasTheIntervalOfWilson(long hits, long misses, double low, double high) {
        Share share = Objects.requireNonNull(Share.of(hits, misses));

        assertThat(share.low()).isCloseTo(low, within(0.0006));
        assertThat(share.high()).isCloseTo(high, within(0.0006));
        assertThat(share.value()).isBetween(share.low(), share.high());
    }

    @Test
    void isUnknownWithoutCases() {
        assertThat(Share.of(0, 0)).isNull();
    }
}
