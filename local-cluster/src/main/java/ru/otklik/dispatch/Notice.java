package ru.otklik.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of the topic of alerts: a step of an alert.
 *
 * @param place where it lies in the topic
 * @param alertId of the alert, the same in every replay
 * @param state after the step
 * @param isToDeliver whether the job wants somebody to be told of it
 * @param bytes as they are on the topic; not to be changed
 * @param document the same, parsed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Notice(Place place, String alertId, State state, boolean isToDeliver, byte[] bytes, JsonNode document) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How the alert stands after the step. */
    enum State {
        FIRING,
        SUPPRESSED,
        STALE,
        RESOLVED
    }

    /** Reads a record; an IOException says why it is none. */
    static Notice parse(Place place, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            throw new IOException("no value");
        }
        JsonNode document = JSON.readTree(bytes);
        String alertId = document.path("alertId").asText();
        if (alertId.isEmpty() || !document.path("deliver").isBoolean()) {
            throw new IOException("no alertId or no deliver");
        }
        try {
            State state = State.valueOf(document.path("state").asText());
            Notice notice =
                    new Notice(place, alertId, state, document.path("deliver").booleanValue(), bytes, document);
            notice.time("at");
            notice.time("firedAt");
            return notice;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("no state or no time: " + e.getMessage(), e);
        }
    }

    /** A field in which the record has a time. */
    Instant time(String field) {
        return Instant.parse(text(field));
    }

    /** A field as text; empty if it is null. */
    String text(String field) {
        JsonNode value = document.at(field.startsWith("/") ? field : "/" + field);
        return value.isNull() ? "" : value.asText();
    }

    /** What a receiver knows it by when it comes a second time. */
    String key() {
        return alertId + "-" + state;
    }

    @Override
    public String toString() {
        return key() + " (partition " + place.partition() + ", offset " + place.offset() + ")";
    }
}
