package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * A record of {@code rankings.live} as browsers are told of it: who has which place and score, no more.
 *
 * @param message JSON on one line
 */
record LiveBoard(Key key, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Which board it is.
     *
     * @param scope for instance {@code REGION_MUNICIPALITIES}
     * @param subject for instance the code of the region
     * @param group load group, or {@code ALL}
     * @param kind for instance {@code OVERALL}
     * @param label {@code PT24H} or {@code P30D}
     */
    record Key(String scope, String subject, String group, String kind, String label) {}

    static LiveBoard parse(byte[] record) throws IOException {
        JsonNode tree = JSON.readTree(record);
        JsonNode board = tree.path("board");
        Key key = new Key(
                board.path("scope").asText(),
                board.path("subject").asText(),
                board.path("group").asText(),
                board.path("kind").asText(),
                tree.path("period").path("label").asText());
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("region", key.subject())
                .put("kind", key.kind())
                .put("group", key.group())
                .put("label", key.label());
        told.put("eventTime", tree.path("eventTime").asText());
        ArrayNode places = told.putArray("places");
        for (JsonNode entry : tree.path("entries")) {
            places.addArray()
                    .add(entry.path("id"))
                    .add(entry.path("place"))
                    .add(entry.path("score"))
                    .add(entry.path("zone"));
        }
        return new LiveBoard(key, JSON.writeValueAsString(told));
    }
}
