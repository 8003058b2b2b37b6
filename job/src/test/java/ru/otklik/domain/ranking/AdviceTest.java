package ru.otklik.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {

    /* No-break spaces are written as _ here. */
    @ParameterizedTest(name = "{0} {2} of {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "responseDeadline.compliance|BELOW|0.8750|0.95|40|87,5_% при норме не ниже 95_% (40_случаев)",
                "responseDeadline.compliance|BELOW|0.9499|0.95|1201|94,99_% при норме не ниже 95_% (1201_случай)",
                "reworkShare|ABOVE|1.2500|0.1|22|125_% при норме не выше 10_% (22_случая)",
                "response.workingMedianMillis|ABOVE|18720000|14400000|11|5_ч_12_мин при норме не выше 4_ч (11_случаев)",
                "response.workingMedianMillis|ABOVE|1770000|1200000|5|30_мин при норме не выше 20_мин (5_случаев)",
                "ratings.mean|BELOW|3.4048|4|12|3,4 при норме не ниже 4 (12_случаев)",
                "ratings.mean|BELOW|3.0000|10|101|3 при норме не ниже 10 (101_случай)"
            })
    void carriesItsNumbersInRussian(
            String indicator,
            Comparison comparison,
            BigDecimal value,
            BigDecimal threshold,
            long cases,
            String detail) {
        RecommendationRule rule = new RecommendationRule("CODE", indicator, null, comparison, threshold, 5, "Совет");

        assertThat(new Advice(rule, value, cases).detail().replace('\u00a0', '_'))
                .isEqualTo(detail);
    }
}
