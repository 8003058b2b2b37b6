package ru.otklik.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** How names compare and how times and numbers are printed. */
final class OracleText {

    /** Unicode code points, which is not the order of UTF-16 units. */
    static final Comparator<String> BY_CODE_POINT = OracleText::compareCodePoints;

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private OracleText() {}

    static String utcMillis(long instant) {
        return MILLIS.format(Instant.ofEpochMilli(instant).atOffset(ZoneOffset.UTC));
    }

    static String local(long instant, ZoneId zone) {
        return SECONDS.format(ZonedDateTime.ofInstant(Instant.ofEpochMilli(instant), zone));
    }

    /** A number without trailing zeros and without an exponent. */
    static JsonNode number(@Nullable BigDecimal value) {
        if (value == null) {
            return NullNode.getInstance();
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return DecimalNode.valueOf(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    static JsonNode number(@Nullable Long value) {
        return value == null ? NullNode.getInstance() : LongNode.valueOf(value);
    }

    private static int compareCodePoints(String a, String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            if (left[i] != right[i]) {
                return Integer.compare(left[i], right[i]);
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
