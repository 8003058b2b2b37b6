package ru.otklik.edge;

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

    EventField(String key) {
        this(key, Integer.MAX_VALUE);
    }

    EventField(String key, int longest) {
        this.key = key;
        this.longest = longest;
    }

    /** Its key in JSON. */
    String key() {
        return key;
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
