package ru.otklik.bench.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a measured program did: the last line of its standard output, one JSON object of whole numbers. */
final class Outcome {
    private final Map<String, Long> figures = new LinkedHashMap<>();

    /**
     * @param events events read or written
     * @param rows results written
     */
    Outcome(long events, long rows) {
        figures.put("events", events);
        figures.put("rows", rows);
    }

    Outcome with(String name, long value) {
        figures.put(name, value);
        return this;
    }

    @Override
    public String toString() {
        return figures.entrySet().stream()
                .map(figure -> "\"" + figure.getKey() + "\":" + figure.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    void print() {
        System.out.println(this);
        System.out.flush();
    }
}
