package ru.otklik.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way out.
 *
 * @param topic where it goes
 * @param key of the record
 * @param value JSON, UTF-8
 * @param row what a table needs besides the document; null if there is no table for it
 */
public record Publication(
        String topic, String key, byte[] value, @Nullable Row row) {

    /**
     * Columns of a row.
     *
     * @param primaryKey in the order of the table's statement
     * @param finality 0 for PRELIMINARY and LIVE, else 1
     * @param eventTime RFC 3339
     * @param start first instant of the period, RFC 3339
     * @param end first instant after the period, RFC 3339
     */
    public record Row(
            List<String> primaryKey,
            int edition,
            int finality,
            int revision,
            String eventTime,
            String contentHash,
            String status,
            String start,
            String end) {}
}
