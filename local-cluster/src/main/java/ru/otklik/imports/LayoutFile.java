package ru.otklik.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.domain.incident.EventType;
import ru.otklik.imports.Layout.Column;
import ru.otklik.imports.Layout.Condition;
import ru.otklik.imports.Layout.EventRule;

/** Reads and checks the mapping file of a layout; an unknown key or role is refused. */
final class LayoutFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Set<String> KEYS =
            Set.of("name", "description", "source", "zone", "columns", "personal", "values", "events");
    private static final Set<String> EVENT_KEYS =
            Set.of("type", "at", "plus", "final", "resolveBy", "rating", "when", "in", "notIn");

    private final String file;

    private LayoutFile(String file) {
        this.file = file;
    }

    /**
     * The layout that a text says.
     *
     * @param file its name, for the words of a failure
     * @throws Failure if anything is wrong with it
     */
    static Layout read(String file, String text) {
        return new LayoutFile(file).layout(text);
    }

    private Layout layout(String text) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw wrong("not JSON: " + e.getOriginalMessage());
        }
        check(tree, KEYS, "the layout");
        String name = required(tree, "name");
        if (!NAME.matcher(name).matches()) {
            throw wrong("'name' is of lower case letters, digits and hyphens: " + name);
        }
        String source = required(tree, "source");
        if (!Set.of("INCIDENT_MANAGEMENT", "POS").contains(source)) {
            throw wrong("'source' is INCIDENT_MANAGEMENT or POS: " + source);
        }
        Map<String, Column> columns = columns(tree.path("columns"));
        Set<String> personal = normalised(texts(tree.path("personal"), "personal"));
        columns.forEach((role, column) -> column.names().stream()
                .filter(header -> personal.contains(Layout.normal(header)))
                .forEach(header -> {
                    throw wrong("column '" + header + "' is personal and may not be read as '" + role + "'");
                }));
        List<EventRule> events = new ArrayList<>();
        tree.path("events").forEach(event -> events.add(rule(event, columns.keySet())));
        if (events.stream().filter(rule -> rule.type() == EventType.REGISTERED).count() != 1) {
            throw wrong("'events' must have exactly one REGISTERED");
        }
        String description = required(tree, "description");
        return new Layout(
                name, description, source, zone(tree), columns, personal, values(tree.path("values")), events);
    }

    private @Nullable ZoneId zone(JsonNode tree) {
        String zone = required(tree, "zone");
        try {
            return zone.equals("MUNICIPALITY") ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw wrong("'zone' is MUNICIPALITY or a name such as Europe/Moscow: " + zone);
        }
    }

    private Map<String, Column> columns(JsonNode tree) {
        Map<String, Column> columns = new LinkedHashMap<>();
        tree.properties().forEach(entry -> {
            check(entry.getValue(), Set.of("names", "required"), "column " + entry.getKey());
            List<String> names = texts(entry.getValue().path("names"), "names");
            if (names.isEmpty()) {
                throw wrong("column '" + entry.getKey() + "' has no names");
            }
            columns.put(
                    entry.getKey(),
                    new Column(names, entry.getValue().path("required").asBoolean(false)));
        });
        for (String role : List.of(Layout.ID, Layout.TOPIC)) {
            if (!columns.containsKey(role)) {
                throw wrong("'columns' must have '" + role + "'");
            }
        }
        if (!columns.containsKey(Layout.MUNICIPALITY) && !columns.containsKey(Layout.OKTMO)) {
            throw wrong("'columns' must have 'municipality' or 'oktmo'");
        }
        return columns;
    }

    private Map<String, Map<String, String>> values(JsonNode tree) {
        Map<String, Map<String, String>> values = new LinkedHashMap<>();
        tree.properties().forEach(role -> {
            Map<String, String> meanings = new LinkedHashMap<>();
            role.getValue()
                    .properties()
                    .forEach(each -> meanings.put(
                            Layout.normal(each.getKey()), each.getValue().asText()));
            values.put(role.getKey(), meanings);
        });
        return values;
    }

    private EventRule rule(JsonNode tree, Set<String> roles) {
        check(tree, EVENT_KEYS, "an event");
        EventType type;
        try {
            type = EventType.valueOf(required(tree, "type"));
        } catch (IllegalArgumentException e) {
            throw wrong("no such type of event: " + required(tree, "type"));
        }
        if (type == EventType.TRANSFERRED) {
            throw wrong("a row has one municipality, so it can't tell TRANSFERRED");
        }
        String at = required(tree, "at");
        role(tree, "at", roles);
        Boolean isFinal = tree.has("final") ? tree.path("final").asBoolean() : null;
        return new EventRule(
                type,
                at,
                role(tree, "plus", roles),
                isFinal,
                role(tree, "resolveBy", roles),
                role(tree, "rating", roles),
                condition(tree, role(tree, "when", roles)));
    }

    private @Nullable Condition condition(JsonNode tree, @Nullable String role) {
        boolean isOneOf = tree.has("in");
        if ((role == null) != (tree.has("in") == tree.has("notIn"))) {
            throw wrong("'when' goes with exactly one of 'in' and 'notIn'");
        }
        String key = isOneOf ? "in" : "notIn";
        return role == null ? null : new Condition(role, normalised(texts(tree.path(key), key)), isOneOf);
    }

    private @Nullable String role(JsonNode tree, String key, Set<String> roles) {
        String role = tree.path(key).asText("");
        if (role.isEmpty()) {
            return null;
        }
        if (!roles.contains(role)) {
            throw wrong("'" + key + "' names the column '" + role + "', which 'columns' has not");
        }
        return role;
    }

    private String required(JsonNode tree, String key) {
        String text = tree.path(key).asText("");
        if (text.isEmpty()) {
            throw wrong("'" + key + "' is missing");
        }
        return text;
    }

    private List<String> texts(JsonNode tree, String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : tree) {
            if (!each.isTextual()) {
                throw wrong("'" + key + "' is a list of texts");
            }
            texts.add(each.asText());
        }
        return texts;
    }

    private static Set<String> normalised(List<String> texts) {
        Set<String> all = new LinkedHashSet<>();
        texts.forEach(text -> all.add(Layout.normal(text)));
        return all;
    }

    private void check(JsonNode tree, Set<String> known, String what) {
        if (!tree.isObject()) {
            throw wrong(what + " is not an object");
        }
        tree.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw wrong(what + " has an unknown key '" + key + "'");
            }
        });
    }

    private Failure wrong(String what) {
        return new Failure(file + ": " + what);
    }
}
