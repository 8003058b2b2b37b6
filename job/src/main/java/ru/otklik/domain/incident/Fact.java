package ru.otklik.domain.incident;

import org.jspecify.annotations.Nullable;

/**
 * One dated consequence of an incident's events. What it shares with its incident (source, topic, channel, citizen) is
 * not repeated here.
 *
 * @param kind what it says
 * @param date event time, epoch milliseconds; a deadline that nothing has met yet lies in the future
 * @param municipality number of the municipality it belongs to, see {@code Municipality.number}
 * @param authority body it belongs to, null for the municipality's administration
 * @param elapsed milliseconds from the start of the stage for RESPONDED and RESOLVED, else 0
 * @param detail working milliseconds for RESPONDED and RESOLVED, 1 to 5 for RATED, the ordinal of the
 *     {@link AnomalyKind} for ANOMALY, else 0
 */
public record Fact(
        FactKind kind,
        long date,
        int municipality,
        @Nullable String authority,
        long elapsed,
        long detail) {}
