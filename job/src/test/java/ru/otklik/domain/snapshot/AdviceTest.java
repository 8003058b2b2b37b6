package ru.otklik.domain.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        "8, 20, Каждому третьему муниципалитету рекомендовано ждать",
        "9, 20, Каждому второму муниципалитету рекомендовано ждать",
        "13, 20, Каждому второму муниципалитету рекомендовано ждать",
        "14, 20, 14 муниципалитетам рекомендовано ждать",
        "6, 20, Каждому третьему муниципалитету рекомендовано ждать",
        "5, 20, 5 муниципалитетам рекомендовано ждать",
        "1, 20, 1 муниципалитету рекомендовано ждать",
        "11, 60, 11 муниципалитетам рекомендовано ждать",
        "21, 100, 21 муниципалитету рекомендовано ждать",
        "2, 3, Каждому второму муниципалитету рекомендовано ждать",
        "2, 7, 2 муниципалитетам рекомендовано ждать",
        "1, 1, 1 муниципалитету рекомендовано ждать"
    })
    void saysEverySecondOrThirdElseTheCount(int count, int ranked, String sentence) {
        assertThat(new Advice("WAIT", "Ждать", Collections.nCopies(count, "87701000"), ranked).sentence())
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"ПОС проверить, рекомендовано ПОС проверить", "«Ждать», рекомендовано «Ждать»", "Я, рекомендовано Я"})
    void leavesAnAbbreviationAsItIs(String text, String end) {
        assertThat(new Advice("X", text, Collections.nCopies(1, "87701000"), 9).sentence())
                .endsWith(end);
    }
}
