package ru.otklik.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RussianTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 мин",
        "29999, 0 мин",
        "30000, 1 мин",
        "3570000, 1 ч 00 мин",
        "10620000, 2 ч 57 мин",
        "10860000, 3 ч 01 мин",
        "259169999, 71 ч 59 мин",
        "259170000, 3 сут 0 ч",
        "259200000, 3 сут 0 ч",
        "388800000, 4 сут 12 ч"
    })
    void tellsDurationsToTheMinute(long millis, String expected) {
        assertThat(Russian.duration(millis).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "15624, 15 624", "1000000, 1 000 000", "-1234, −1 234"})
    void groupsThousands(long count, String expected) {
        assertThat(Russian.count(count).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, сигнал", "2, сигнала", "5, сигналов", "11, сигналов", "21, сигнал", "112, сигналов", "0, сигналов"})
    void countsAsRussianDoes(long count, String expected) {
        assertThat(Russian.plural(count, "сигнал", "сигнала", "сигналов")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.9706, '97,1 %'", "1, '100,0 %'", "0.99949, '99,9 %'", "0.9995, '100,0 %'"})
    void roundsSharesHalfUp(BigDecimal share, String expected) {
        assertThat(Russian.percent(JsonNodeFactory.instance.numberNode(share)).replace('\u00a0', ' '))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2023-Q2, II квартал 2023 года", "2024-Q4, IV квартал 2024 года"})
    void namesQuarters(String label, String expected) {
        assertThat(Russian.quarter(label)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "responseDeadline.compliance, Первый ответ в срок",
        "response.workingMedianMillis, 'Медиана времени первого ответа, рабочее время'",
        "resolution.p90Millis, 90-й процентиль времени решения",
        "something.new, something.new"
    })
    void namesIndicators(String path, String expected) {
        assertThat(Russian.indicator(path)).isEqualTo(expected);
    }
}
