package ru.otklik.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured.
 *
 * @param rows in this order
 * @param events size of the set
 * @param runs rounds
 * @param peerEvents size of the beginning that d, e and f read; null for their own
 */
public record Plan(
        List<Row> rows,
        long seed,
        long events,
        int runs,
        @Nullable Long peerEvents) {
    /** Events that a row reads. */
    long eventsOf(Row row) {
        if (row.usualPrefix == 0) {
            return events;
        }
        return Math.min(events, peerEvents == null ? row.usualPrefix : peerEvents);
    }
}
