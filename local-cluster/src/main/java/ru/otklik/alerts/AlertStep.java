package ru.otklik.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import ru.otklik.console.Failure;

/**
 * One step of an alert, as the job wrote it.
 *
 * @param document the record of the topic {@code alerts}; never changed
 */
public record AlertStep(JsonNode document) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a record. */
    public static AlertStep parse(String text) {
        try {
            return new AlertStep(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new Failure("an alert of the database is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Id of the alert, 64 hexadecimal digits. */
    public String alertId() {
        return text("/alertId");
    }

    /** How the alert stands after the step. */
    public AlertState state() {
        return AlertState.valueOf(text("/state"));
    }

    /** Event time of the step. */
    public Instant at() {
        return Instant.parse(text("/at"));
    }

    /** When the alert began to fire. */
    public Instant firedAt() {
        return Instant.parse(text("/firedAt"));
    }

    /** The text at a JSON pointer; empty if it is null or absent. */
    String text(String pointer) {
        JsonNode value = document.at(pointer);
        return value.isNull() ? "" : value.asText();
    }

    boolean isTrue(String pointer) {
        return document.at(pointer).asBoolean();
    }
}
