package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** How many records each topic of refusals holds, by reason, and the last of them. */
final class RefusalTally {
    private static final int LAST = 20;

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();
    private final Map<String, Deque<ObjectNode>> last = new TreeMap<>();

    synchronized void add(String topic, JsonNode record) {
        String reason = record.path("reason").asText(record.path("fact").asText("OTHER"));
        counts.computeIfAbsent(topic, any -> new TreeMap<>()).merge(reason, 1L, Long::sum);
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        // Only these: an explanation holds no text of the record, and no id of an incident belongs on a screen.
        for (String field :
                new String[] {"eventTime", "topic", "explanation", "source", "stage", "municipality", "stamp"}) {
            if (record.hasNonNull(field)) {
                shown.put(field, record.path(field).asText());
            }
        }
        shown.put("reason", reason);
        Deque<ObjectNode> newest = last.computeIfAbsent(topic, any -> new ArrayDeque<>());
        newest.addFirst(shown);
        if (newest.size() > LAST) {
            newest.removeLast();
        }
    }

    synchronized ArrayNode json() {
        ArrayNode topics = JsonNodeFactory.instance.arrayNode();
        counts.forEach((topic, reasons) -> {
            ObjectNode node = topics.addObject().put("topic", topic);
            node.put(
                    "count",
                    reasons.values().stream().mapToLong(Long::longValue).sum());
            ObjectNode byReason = node.putObject("reasons");
            reasons.forEach(byReason::put);
            ArrayNode newest = node.putArray("last");
            last.getOrDefault(topic, new ArrayDeque<>()).forEach(newest::add);
        });
        return topics;
    }
}
