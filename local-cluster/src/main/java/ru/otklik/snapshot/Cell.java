package ru.otklik.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a table.
 *
 * @param format how the number is to be read
 * @param number null for a text, or for a value that there is none of
 * @param text of a TEXT cell, else empty
 */
record Cell(Format format, @Nullable BigDecimal number, String text) {
    /** What a number is. */
    enum Format {
        TEXT,
        /** A whole number. */
        COUNT,
        /** One decimal. */
        TENTHS,
        /** Two decimals. */
        HUNDREDTHS,
        /** A share, 0 to 1. */
        PERCENT,
        /** Milliseconds. */
        DURATION
    }

    static Cell text(String text) {
        return new Cell(Format.TEXT, null, text);
    }

    static Cell of(Format format, JsonNode value) {
        return new Cell(format, value.isNumber() ? value.decimalValue() : null, "");
    }

    static Cell of(Format format, BigDecimal value) {
        return new Cell(format, value, "");
    }

    boolean isEmpty() {
        return number == null && text.isEmpty();
    }
}
