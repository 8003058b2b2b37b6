package ru.otklik.domain.incident;

import org.jspecify.annotations.Nullable;

/**
 * One accepted event: the fields that its type uses, defaults filled in, everything else left out.
 *
 * @param type what happened
 * @param occurredAt event time, epoch milliseconds
 * @param eventHash first 8 bytes of SHA-256(eventId), compared as an unsigned number; stands for the eventId
 * @param municipality ОКТМО as sent, 8 or 11 digits; null unless REGISTERED or TRANSFERRED
 * @param authority id of the responsible body; null for the administration, and unless REGISTERED, ASSIGNED, TRANSFERRED
 * @param topic null unless REGISTERED
 * @param channel may be null
 * @param priority that of REGISTERED chooses the norm
 * @param citizen first 8 bytes of the keyed hash of the author token, 0 for none
 * @param respondBy explicit deadline of the response, epoch milliseconds, {@link #NONE} for none
 * @param resolveBy explicit deadline of the resolution (or rework), epoch milliseconds, {@link #NONE} for none
 * @param isFinal false for an intermediate answer
 * @param rating 1 to 5 for RATED, else 0
 */
public record IncidentEvent(
        EventType type,
        long occurredAt,
        long eventHash,
        @Nullable String municipality,
        @Nullable String authority,
        @Nullable String topic,
        @Nullable String channel,
        Priority priority,
        long citizen,
        long respondBy,
        long resolveBy,
        boolean isFinal,
        int rating)
        implements Comparable<IncidentEvent> {
    /** No explicit deadline. */
    public static final long NONE = Long.MIN_VALUE;

    /** The order of spec §4: time, type, hash of the id, canonical text. */
    @Override
    public int compareTo(IncidentEvent other) {
        int byTime = Long.compare(occurredAt, other.occurredAt);
        if (byTime != 0) {
            return byTime;
        }
        int byType = type.compareTo(other.type);
        if (byType != 0) {
            return byType;
        }
        int byHash = Long.compareUnsigned(eventHash, other.eventHash);
        return byHash != 0 || equals(other) ? byHash : CanonicalText.compare(this, other);
    }
}
