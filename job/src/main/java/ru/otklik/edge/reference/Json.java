package ru.otklik.edge.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that knows its line.
 *
 * @param value a {@code Map<String, Json>}, {@code List<Json>}, String, BigDecimal, Boolean, or null
 */
record Json(Place place, @Nullable Object value) {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The value of a file; null if it is not JSON, which is a fault. */
    static @Nullable Json read(String file, byte[] bytes, Faults faults) {
        try (JsonParser parser = STRICT.createParser(bytes)) {
            parser.nextToken();
            Json json = next(file, parser);
            if (parser.nextToken() != null) {
                faults.add(place(file, parser), "more than one value", "keep the first one");
            }
            return json;
        } catch (JsonParseException e) {
            faults.add(
                    new Place(
                            file, e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
                    "not JSON: " + e.getOriginalMessage(),
                    "correct the syntax; no key may stand twice");
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Place place(String file, JsonParser parser) {
        return new Place(file, parser.currentTokenLocation().getLineNr());
    }

    private static Json next(String file, JsonParser parser) throws IOException {
        Place place = place(file, parser);
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonParseException(parser, "it is empty");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Json> fields = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, next(file, parser));
                }
                yield new Json(place, fields);
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(next(file, parser));
                }
                yield new Json(place, items);
            }
            case VALUE_STRING -> new Json(place, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json(place, parser.getDecimalValue());
            case VALUE_TRUE, VALUE_FALSE -> new Json(place, parser.getBooleanValue());
            case VALUE_NULL -> new Json(place, null);
            default -> throw new JsonParseException(parser, "unexpected " + token);
        };
    }

    /** The fields of an object; empty, and a fault, if it is none, or has unknown fields or lacks required ones. */
    Map<String, Json> object(String what, Set<String> required, Set<String> optional, Faults faults) {
        Map<String, Json> fields = fields(what, faults);
        boolean isComplete = fields.keySet().containsAll(required);
        if (!isComplete && value instanceof Map) {
            for (String name : required) {
                if (!fields.containsKey(name)) {
                    faults.add(place, what + " lacks '" + name + "'", "add it");
                }
            }
        }
        for (Map.Entry<String, Json> field : fields.entrySet()) {
            if (!required.contains(field.getKey()) && !optional.contains(field.getKey())) {
                faults.add(
                        field.getValue().place,
                        "unknown key '" + field.getKey() + "' in " + what,
                        "remove it; known are " + required + optional);
            }
        }
        return isComplete ? fields : Map.of();
    }

    /** The fields of an object, whatever their names; empty, and a fault, if it is none. */
    Map<String, Json> fields(String what, Faults faults) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Json> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put((String) name, (Json) field));
            return fields;
        }
        faults.add(place, what + " is not an object", "write {…}");
        return Map.of();
    }

    /** The items of an array; empty, and a fault, if it is none. */
    List<Json> array(String what, Faults faults) {
        if (value instanceof List<?> list) {
            return list.stream().map(Json.class::cast).toList();
        }
        faults.add(place, what + " is not an array", "write […]");
        return List.of();
    }

    /** The text of a string, a number or a truth value; empty for anything else. */
    String text() {
        return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
    }
}
