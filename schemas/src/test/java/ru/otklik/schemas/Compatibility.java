package ru.otklik.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says what a schema changed that its readers cannot bear: it may gain optional fields and values of an enum. */
final class Compatibility {
    private static final Set<String> FOR_PEOPLE = Set.of("title", "description", "examples", "$comment", "x-unit");
    private static final Set<String> NAMED = Set.of("properties", "$defs");

    private final List<String> breaks = new ArrayList<>();

    private Compatibility() {}

    /** One line per change that breaks, with the path of what changed. */
    static List<String> breaks(JsonNode before, JsonNode now) {
        var compatibility = new Compatibility();
        compatibility.compare("", before, now);
        return compatibility.breaks;
    }

    private void compare(String path, JsonNode before, JsonNode now) {
        if (!before.isObject() || !now.isObject()) {
            if (!before.equals(now)) {
                breaks.add(path + " changed");
            }
            return;
        }
        before.fieldNames().forEachRemaining(word -> {
            if (!FOR_PEOPLE.contains(word)) {
                compareWord(path + "/" + word, word, before.get(word), now.path(word));
            }
        });
        now.fieldNames().forEachRemaining(word -> {
            if (!before.has(word) && !FOR_PEOPLE.contains(word)) {
                breaks.add(path + "/" + word + " is new");
            }
        });
    }

    private void compareWord(String path, String word, JsonNode before, JsonNode now) {
        if (now.isMissingNode()) {
            breaks.add(path + " is gone");
        } else if (NAMED.contains(word)) {
            before.fieldNames().forEachRemaining(name -> {
                if (now.has(name)) {
                    compare(path + "/" + name, before.get(name), now.get(name));
                } else {
                    breaks.add(path + "/" + name + " is gone");
                }
            });
        } else if (word.equals("enum")) {
            before.forEach(value -> {
                if (!contains(now, value)) {
                    breaks.add(path + " lost " + value);
                }
            });
        } else if (word.equals("required")) {
            compareRequired(path, before, now);
        } else if (before.isArray() && now.isArray() && before.size() == now.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(path + "/" + i, before.get(i), now.get(i));
            }
        } else {
            compare(path, before, now);
        }
    }

    private void compareRequired(String path, JsonNode before, JsonNode now) {
        before.forEach(name -> {
            if (!contains(now, name)) {
                breaks.add(path + " lost " + name);
            }
        });
        now.forEach(name -> {
            if (!contains(before, name)) {
                breaks.add(path + " gained " + name);
            }
        });
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        for (JsonNode element : array) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
