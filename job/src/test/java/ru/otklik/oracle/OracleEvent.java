package ru.otklik.oracle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One accepted event. {@code text} is the canonical JSON of its accepted fields: two events are the same if and only if
 * their texts are.
 *
 * @param municipality id of the municipality (oldest code of its chain), only of REGISTERED and TRANSFERRED
 * @param authority null: the municipality's administration
 */
record OracleEvent(
        String eventId,
        String incidentId,
        String source,
        Type type,
        long occurredAt,
        @Nullable String municipality,
        @Nullable String authority,
        @Nullable String topic,
        @Nullable String channel,
        String priority,
        @Nullable String citizen,
        @Nullable Long respondBy,
        @Nullable Long resolveBy,
        boolean isFinal,
        int rating,
        String text) {

    /** In the order in which events of one instant happen. */
    enum Type {
        REGISTERED,
        ASSIGNED,
        TRANSFERRED,
        EXTENDED,
        ANSWERED,
        RETURNED,
        REOPENED,
        RATED,
        CLOSED,
        CANCELLED
    }

    /** The order within the set of an incident's events. */
    static final Comparator<OracleEvent> ORDER = Comparator.comparingLong(OracleEvent::occurredAt)
            .thenComparing(OracleEvent::type)
            .thenComparing((a, b) -> Long.compareUnsigned(hashOf(a.eventId), hashOf(b.eventId)))
            .thenComparing(OracleEvent::text, OracleText.BY_CODE_POINT);

    String incident() {
        return source + "/" + incidentId;
    }

    private static long hashOf(String eventId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(StandardCharsets.UTF_8));
            long first = 0;
            for (int i = 0; i < 8; i++) {
                first = (first << 8) | (digest[i] & 0xff);
            }
            return first;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
