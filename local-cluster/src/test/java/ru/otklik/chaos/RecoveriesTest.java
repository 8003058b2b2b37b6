package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecoveriesTest {
    @Test
    void aQuantileIsAValueThatWasTaken() {
        List<Long> twenty = LongStream.rangeClosed(1, 20).boxed().toList();

        assertThat(Recoveries.quantile(twenty, 0.5)).isEqualTo(10);
        assertThat(Recoveries.quantile(twenty, 0.95)).isEqualTo(19);
        assertThat(Recoveries.quantile(List.of(7L), 0.95)).isEqualTo(7);
        assertThat(Recoveries.quantile(List.of(7L), 0)).isEqualTo(7);
    }
}
