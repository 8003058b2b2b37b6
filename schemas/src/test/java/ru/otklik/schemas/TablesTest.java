package ru.otklik.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"a\", \"a\"",
                "\"\\u0000\", \"\ufffd\"",
                "\"a\\u0000\\u0000b\", \"a\ufffd\ufffdb\"",
                "\"\\\\u0000\", \"\\\\u0000\"",
                "\"\\\\\\u0000\", \"\\\\\ufffd\"",
                "\"\\\"\\u0000\\n\", \"\\\"\ufffd\\n\"",
                "\"\\u0001\", \"\\u0001\""
            })
    void replacesOnlyWhatAColumnCannotHold(String json, String storable) {
        assertThat(Tables.storable(json)).isEqualTo(storable);
    }
}
