package ru.otklik.stores;

import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One number of a store.
 *
 * @param name what is counted, unit last
 * @param help the same for people
 * @param isCounter whether it only grows while the store runs
 * @param label the labels, each as {@code key="value"}, comma-separated; empty for none
 */
record Figure(String name, String help, boolean isCounter, String label, double value) {
    static final String PREFIX = "otklik_";

    /** A number that may rise and fall. */
    static Figure gauge(String name, String help, double value) {
        return new Figure(name, help, false, "", value);
    }

    /** A number that may rise and fall, one of several with the same name; values of labels are names of our own. */
    static Figure gauge(String name, String help, String key, String label, double value) {
        return new Figure(name, help, false, key + "=\"" + label + "\"", value);
    }

    /** A number that may rise and fall, one of several with the same name; values of labels are names of our own. */
    static Figure gauge(String name, String help, SortedMap<String, String> labels, double value) {
        String all = labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        return new Figure(name, help, false, all, value);
    }

    /** A number that only grows. */
    static Figure counter(String name, String help, double value) {
        return new Figure(name, help, true, "", value);
    }

    /** Its first two lines in the text format of Prometheus. */
    String head() {
        String full = PREFIX + name;
        return "# HELP " + full + " " + help + "\n# TYPE " + full + (isCounter ? " counter\n" : " gauge\n");
    }

    /** Its own line. */
    String line() {
        return PREFIX + name + (label.isEmpty() ? "" : "{" + label + "}") + " " + value + "\n";
    }
}
