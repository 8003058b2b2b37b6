package ru.otklik.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** Writes a tree through a checked {@link CanonicalJson}. */
final class CanonicalTree {
    private CanonicalTree() {}

    static String write(JsonNode tree) {
        var out = CanonicalJson.checked();
        write(out, tree);
        return new String(out.toBytes(0, out.position()), StandardCharsets.UTF_8);
    }

    static void write(CanonicalJson out, JsonNode tree) {
        if (tree.isObject()) {
            out.beginObject();
            members(out, tree, Set.of());
            out.endObject();
        } else if (tree.isArray()) {
            out.beginArray();
            tree.forEach(element -> write(out, element));
            out.endArray();
        } else if (tree.isTextual()) {
            out.value(tree.textValue());
        } else if (tree.isBoolean()) {
            out.value(tree.booleanValue());
        } else if (tree.isIntegralNumber()) {
            out.value(tree.longValue());
        } else if (tree.isNumber()) {
            BigDecimal number = tree.decimalValue();
            out.decimal(number.unscaledValue().longValueExact(), number.scale());
        } else {
            out.nullValue();
        }
    }

    static void members(CanonicalJson out, JsonNode object, Set<String> without) {
        var keys = new TreeSet<String>();
        object.fieldNames().forEachRemaining(keys::add);
        keys.removeAll(without);
        for (String key : keys) {
            out.key(key);
            write(out, object.get(key));
        }
    }
}
