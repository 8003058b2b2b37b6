package ru.otklik.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import ru.otklik.chaos.Findings.Kind;

/**
 * Compares records and rows with what must come out.
 *
 * <p>Of each topic: no revision is there with two contents, none is missing before a later one, none is there twice unless
 * the job fell back behind a checkpoint. Of each value: its newest revision is that of the replay. Of each table: its rows
 * are the records of the topic. Refused records are told of as often as in the replay.
 */
final class Comparison {
    private final Expectation expected;
    private final Findings findings;
    private final boolean repeatsAreLegal;

    /** @param repeatsAreLegal whether the job fell back to an older checkpoint, so that equal records come twice */
    Comparison(Expectation expected, Findings findings, boolean repeatsAreLegal) {
        this.expected = expected;
        this.findings = findings;
        this.repeatsAreLegal = repeatsAreLegal;
    }

    /** The contents by what they are of and revision; faults of the sequence itself are found on the way. */
    Map<String, NavigableMap<Integer, String>> revisions(String topic, List<Item> items) {
        Map<String, NavigableMap<Integer, String>> revisions = new HashMap<>();
        for (Item item : items) {
            if (!item.isFinal()) {
                continue;
            }
            String before = revisions
                    .computeIfAbsent(item.what(), what -> new TreeMap<>())
                    .putIfAbsent(item.revision(), item.hash());
            if (before == null) {
                continue;
            }
            if (!before.equals(item.hash())) {
                findings.add(Kind.DOUBLED, topic + " " + item.what() + " revision " + item.revision());
            } else if (repeatsAreLegal) {
                findings.addLegalRepeat();
            } else {
                findings.add(Kind.REPEATED, topic + " " + item.what() + " revision " + item.revision());
            }
        }
        revisions.forEach((what, found) -> {
            for (int revision = 0; revision < found.lastKey(); revision++) {
                if (!found.containsKey(revision)) {
                    findings.add(Kind.LOST, topic + " " + what + " revision " + revision);
                }
            }
        });
        return revisions;
    }

    /** Compares the newest revisions of a topic with the expected ones. */
    void compareValues(String topic, Map<String, NavigableMap<Integer, String>> revisions) {
        Set<String> unseen = new HashSet<>();
        expected.values().keySet().stream()
                .filter(key -> key.startsWith(topic + " "))
                .forEach(unseen::add);
        revisions.forEach((what, found) -> {
            String key = topic + " " + what;
            unseen.remove(key);
            String hash = expected.values().get(key);
            if (hash == null) {
                findings.add(Kind.WRONG, key + " is not expected");
            } else if (!hash.equals(found.get(found.lastKey()))) {
                findings.add(Kind.WRONG, key + " revision " + found.lastKey() + " is not the expected one");
            }
        });
        unseen.forEach(key -> findings.add(Kind.LOST, key));
    }

    /** Compares the rows of a table that keeps the newest revision with its topic. */
    void compareRows(String topic, Map<String, NavigableMap<Integer, String>> revisions, List<Item> rows) {
        Map<String, Item> found = new HashMap<>();
        rows.stream().filter(Item::isFinal).forEach(row -> found.put(row.what(), row));
        revisions.forEach((what, published) -> {
            Item row = found.remove(what);
            if (row == null) {
                findings.add(Kind.LOST, "row of " + topic + " " + what);
            } else if (row.revision() != published.lastKey()
                    || !row.hash().equals(published.get(published.lastKey()))) {
                findings.add(
                        Kind.WRONG,
                        "row of " + topic + " " + what + " has revision " + row.revision() + ", the topic "
                                + published.lastKey());
            }
        });
        found.keySet().forEach(what -> findings.add(Kind.WRONG, "row of " + topic + " " + what + " is not published"));
    }

    /** Compares the rows of a table that keeps every revision with its topic. */
    void compareHistories(String topic, Map<String, NavigableMap<Integer, String>> published, List<Item> rows) {
        Map<String, NavigableMap<Integer, String>> stored = new HashMap<>();
        rows.forEach(row ->
                stored.computeIfAbsent(row.what(), what -> new TreeMap<>()).put(row.revision(), row.hash()));
        published.forEach((what, revisions) -> revisions.forEach((revision, hash) -> {
            Map<Integer, String> kept = stored.getOrDefault(what, new TreeMap<>());
            String row = kept.remove(revision);
            if (row == null) {
                findings.add(Kind.LOST, "row of " + topic + " " + what + " revision " + revision);
            } else if (!row.equals(hash)) {
                findings.add(Kind.WRONG, "row of " + topic + " " + what + " revision " + revision);
            }
        }));
        stored.forEach((what, rest) -> rest.keySet()
                .forEach(revision -> findings.add(
                        Kind.WRONG, "row of " + topic + " " + what + " revision " + revision + " is not published")));
    }

    /** Compares the alerts that fired with those that must. */
    void compareAlerts(Set<String> fired) {
        expected.alerts().stream()
                .filter(id -> !fired.contains(id))
                .forEach(id -> findings.add(Kind.LOST, "alert " + id));
        fired.stream()
                .filter(id -> !expected.alerts().contains(id))
                .forEach(id -> findings.add(Kind.WRONG, "alert " + id + " is not expected"));
    }

    /** Compares what was refused with what must be, as often as it must be. */
    void compareRefused(String topic, List<Item> items) {
        Map<String, Integer> missing = new HashMap<>();
        expected.refused().forEach((key, count) -> {
            if (key.startsWith(topic + " ")) {
                missing.put(key, count);
            }
        });
        for (Item item : items) {
            missing.merge(topic + " " + item.what(), -1, Integer::sum);
        }
        missing.forEach((key, count) -> {
            for (int i = 0; i < count; i++) {
                findings.add(Kind.LOST, key);
            }
            for (int i = 0; i < -count; i++) {
                if (repeatsAreLegal) {
                    findings.addLegalRepeat();
                } else {
                    findings.add(Kind.DOUBLED, key);
                }
            }
        });
    }
}
