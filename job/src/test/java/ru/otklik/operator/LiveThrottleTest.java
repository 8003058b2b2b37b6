package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveThrottleTest {
    private static final long BEGUN = 1_700_000_000_000L;

    @ParameterizedTest(name = "after {0} ms of work, with news {1} ms old: after {2} ms")
    @CsvSource({
        "0, 0, 50",
        "20, 0, 50",
        "30, 0, 60",
        "400, 60000, 800",
        "0, 60001, 1000",
        "50, 60001, 1000",
        "51, 60001, 1020",
        "400, 86400000, 8000"
    })
    void boardsRestAsLongAsTheyTookAndLongerInABacklog(long work, long age, long next) {
        assertThat(LiveThrottle.nextRefresh(BEGUN, BEGUN + work, BEGUN - age) - BEGUN)
                .isEqualTo(next);
    }
}
