package ru.otklik.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import ru.otklik.console.Failure;

/**
 * One record of a result, as far as it is compared.
 *
 * @param topic where it was
 * @param what what it is of, the same however it was computed
 * @param edition edition
 * @param revision revision; the number of the step of an alert
 * @param hash content hash
 * @param isFinal whether it says what stays, and not how things stand so far
 */
record Item(String topic, String what, int edition, int revision, String hash, boolean isFinal) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FINALITIES = Set.of("FINAL", "REVISED");
    private static final List<String> NAMES =
            List.of("municipality", "authority", "subject", "region", "source", "board");
    private static final List<String> BOARD = List.of("scope", "subject", "group", "kind");

    static Item of(String topic, byte[] value) {
        try {
            return of(topic, JSON.readTree(value));
        } catch (IOException e) {
            throw new Failure("a record of " + topic + " is no JSON: " + Failure.because(e), e);
        }
    }

    private static Item of(String topic, JsonNode record) {
        boolean isAlert = record.has("alertId");
        boolean isFinal = isAlert
                || (FINALITIES.contains(record.path("status").asText())
                        && !record.path("period").path("kind").asText().equals("ROLLING"));
        return new Item(
                topic,
                isAlert ? record.path("alertId").asText() : nameOf(topic, record),
                record.path("edition").intValue(),
                record.path("revision").intValue(),
                record.path("contentHash").asText(),
                isFinal);
    }

    /** Refused records are known by what they were and why they were refused, not by where they had been. */
    private static String nameOf(String topic, JsonNode record) {
        if (record.has("sha256")) {
            return record.path("sha256").asText() + " " + record.path("reason").asText();
        }
        StringBuilder name = new StringBuilder();
        for (String part : NAMES) {
            if (record.has(part)) {
                name.append(' ').append(compact(record.path(part)));
            }
        }
        if (topic.equals("facts.late")) {
            for (String part : List.of("incidentId", "fact", "stage", "sign", "date")) {
                name.append(' ').append(record.path(part).asText());
            }
        }
        return name.append(' ')
                .append(record.path("period").path("kind").asText())
                .append(' ')
                .append(record.path("period").path("label").asText())
                .toString()
                .strip();
    }

    /** The parts of a board in an order of our own: a table of JSON has its own. */
    private static String compact(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        return value.has("id")
                ? value.path("scope").asText() + value.path("id").asText()
                : String.join(
                        "/",
                        BOARD.stream().map(part -> value.path(part).asText()).toList());
    }
}
