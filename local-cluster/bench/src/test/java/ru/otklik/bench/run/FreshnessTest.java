package ru.otklik.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    @Test
    void anEventIsSeenByTheFirstBoardOfItsRegionThatIsNotOlder() {
        Freshness freshness = new Freshness();
        freshness.sent("01", 1_000, true);
        freshness.sent("01", 2_000, true);
        freshness.sent("02", 1_000, true);
        freshness.sent("02", 3_000, false);

        freshness.seen("01", 999);
        assertThat(freshness.unseen()).isEqualTo(3);
        freshness.seen("01", 1_000);
        assertThat(freshness.unseen()).isEqualTo(2);
        freshness.seen("02", 5_000);
        freshness.seen("03", 9_000);

        assertThat(freshness.unseen()).isEqualTo(1);
        assertThat(freshness.newest()).isEqualTo(9_000);
        assertThat(freshness.boards()).isEqualTo(4);
        Outcome outcome = new Outcome(3, 4);
        freshness.tell(outcome, "kafka");
        assertThat(outcome.toString()).contains("\"kafkaSeen\":2,\"kafkaUnseen\":1");
    }

    @Test
    void quantilesAreMeasuredValues() {
        long[] sorted = {1, 2, 3, 4};

        assertThat(Freshness.quantile(sorted, 0.5)).isEqualTo(2);
        assertThat(Freshness.quantile(sorted, 0.51)).isEqualTo(3);
        assertThat(Freshness.quantile(sorted, 0.99)).isEqualTo(4);
        assertThat(Freshness.quantile(sorted, 1)).isEqualTo(4);
        assertThat(Freshness.quantile(new long[0], 0.5)).isEqualTo(-1);
    }

    @Test
    void readsTheTimeOfABoard() {
        byte[] board = "{\"entries\":[],\"eventTime\":\"2024-03-04T10:00:00.123Z\",\"status\":\"LIVE\"}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(BoardReader.eventTime(board)).isEqualTo(1_709_546_400_123L);
        assertThatThrownBy(() -> BoardReader.eventTime(new byte[] {'{', '}'}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
