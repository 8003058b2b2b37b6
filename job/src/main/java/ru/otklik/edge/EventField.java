package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of an event that somebody looks at. */
enum EventField {
    EVENT_ID("eventId", 128),
    INCIDENT_ID("incidentId", 128),
    SOURCE("source"),
    TYPE("type"),
    OCCURRED_AT("occurredAt"),
    MUNICIPALITY("municipality"),
    AUTHORITY("authority", 64),
    TOPIC("topic", 200),
    CHANNEL("channel", 64),
    PRIORITY("priority"),
    CITIZEN("citizen", 256),
    RESPOND_BY("respondBy"),
    RESOLVE_BY("resolveBy"),
    FINAL("final"),
    RATING("rating");

    private static final EventField[] ALL = values();
    private static final NameTable<EventField> BY_KEY = new NameTable<>(ALL, EventField::key);

    private final String key;
    private final int longest;
    /** The key with its closing quote as two words, and which of their bits it fills. */
    private final long head;

    private final long tail;
    private final long headMask;
    private final long tailMask;

    EventField(String key) {
        this(key, Integer.MAX_VALUE);
    }

    EventField(String key, int longest) {
        this.key = key;
        this.longest = longest;
        byte[] words = Arrays.copyOf((key + '"').getBytes(StandardCharsets.US_ASCII), 2 * Long.BYTES);
        head = Words.at(words, 0);
        tail = Words.at(words, Long.BYTES);
        headMask = filled(key.length() + 1);
        tailMask = filled(key.length() + 1 - Long.BYTES);
    }

    /** The bits of the first bytes of a word. */
    private static long filled(int bytes) {
        return bytes <= 0 ? 0 : -1L >>> (Long.SIZE - Byte.SIZE * Math.min(bytes, Long.BYTES));
    }

    /** Its key in JSON. */
    String key() {
        return key;
    }

    /** Whether the whole key with its closing quote stands at an index; may miss it near the end of the record. */
    boolean isKeyAt(byte[] bytes, int at, int to) {
        return at + 2 * Long.BYTES <= to
                && (((Words.at(bytes, at) ^ head) & headMask) | ((Words.at(bytes, at + Long.BYTES) ^ tail) & tailMask))
                        == 0;
    }

    /** Code points that its text may have. */
    int longest() {
        return longest;
    }

    /** Number of fields. */
    static int count() {
        return ALL.length;
    }

    /** The field with a key; null for other keys. */
    static @Nullable EventField find(byte[] bytes, int from, int to) {
        return BY_KEY.find(bytes, from, to);
    }
}
