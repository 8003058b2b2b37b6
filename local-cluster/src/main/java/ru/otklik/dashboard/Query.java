package ru.otklik.dashboard;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters of a request; what is wrong with one is told by an {@link IllegalArgumentException}. */
final class Query {
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    static Query of(URI address) {
        Map<String, String> values = new HashMap<>();
        String raw = address.getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int at = pair.indexOf('=');
                if (at > 0) {
                    values.put(decode(pair.substring(0, at)), decode(pair.substring(at + 1)));
                }
            }
        }
        return new Query(values);
    }

    /** The value, or the usual one if it is missing or empty. */
    String text(String name, String usual) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? usual : value;
    }

    String required(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** A value that reads as the pattern says. */
    String matching(String name, Pattern pattern) {
        String value = required(name);
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " does not read like " + pattern);
        }
        return value;
    }

    /** One of a few words; the first of them if it is missing. */
    String oneOf(String name, Collection<String> words) {
        String value = text(name, words.iterator().next());
        if (!words.contains(value)) {
            throw new IllegalArgumentException(name + " must be one of " + words);
        }
        return value;
    }

    /** A whole number from 0 on. */
    int number(String name) {
        try {
            return Integer.parseUnsignedInt(required(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no whole number", e);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
