package ru.otklik.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ru.otklik.chaos.Findings.Kind;
import ru.otklik.console.Failure;
import ru.otklik.schemas.Topics;

/**
 * Compares everything that came out of a stopped job with what must come out.
 *
 * <p>Of each topic: no revision is there with two contents, none is missing before a later one, none is there twice unless
 * the job fell back behind a checkpoint. Of each value: its newest revision is that of the replay. Of each table: its rows
 * are the newest records of the topic. Refused records are told of as often as in the replay.
 */
final class Inspection {
    private static final Pattern FORBIDDEN =
            Pattern.compile("OutOfMemoryError|[Pp]otentially lost|[Dd]eadlock|KryoSerializer|Metaspace space");

    private final Battlefield field;
    private final Expectation expected;
    private final TopicItems topics;
    private final TableItems tables;
    private final Findings findings;
    private final boolean repeatsAreLegal;
    private long committed;
    private long aborted;

    Inspection(Battlefield field, Expectation expected, Findings findings) {
        this.field = field;
        this.expected = expected;
        this.findings = findings;
        this.topics = new TopicItems(field.bootstrap());
        this.tables = new TableItems(field);
        this.repeatsAreLegal = field.fallbacks() > 0;
    }

    /** Looks at everything. */
    void run() {
        topics.partitionsWithOpenTransactions(Topics.EXACTLY_ONCE)
                .forEach(open -> findings.add(Kind.OPEN_TRANSACTIONS, open));
        for (String topic : Expectation.VALUES) {
            Map<String, TreeMap<Integer, String>> revisions = revisions(topic, committedOf(topic));
            compareValues(topic, revisions);
            String table = TableItems.TABLES.get(topic);
            if (table != null) {
                compareRows(topic, revisions, tables.items(topic, table));
            }
        }
        TableItems.HISTORIES.forEach((topic, table) -> {
            Map<String, TreeMap<Integer, String>> published = revisions(topic, committedOf(topic));
            compareHistories(topic, published, tables.items(topic, table));
            if (topic.equals(Topics.ALERTS)) {
                compareAlerts(published.keySet());
            }
        });
        Expectation.REFUSED.forEach(this::compareRefused);
        tables.decreases().forEach(decrease -> findings.add(Kind.DECREASED, decrease));
        tables.conflicts().forEach(conflict -> findings.add(Kind.CONFLICTS, conflict));
        readLogs();
    }

    /** Records of results that careful readers see. */
    long committed() {
        return committed;
    }

    /** Records that only careless readers see: if there are none, no fault hit a transaction. */
    long aborted() {
        return aborted;
    }

    private List<Item> committedOf(String topic) {
        List<Item> items = topics.committed(topic);
        committed += items.size();
        aborted += topics.countAll(topic) - items.size();
        return items;
    }

    /** The contents by what they are of and revision; faults of the sequence itself are found on the way. */
    private Map<String, TreeMap<Integer, String>> revisions(String topic, List<Item> items) {
        Map<String, TreeMap<Integer, String>> revisions = new HashMap<>();
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

    private void compareValues(String topic, Map<String, TreeMap<Integer, String>> revisions) {
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
            } else if (!hash.equals(found.lastEntry().getValue())) {
                findings.add(Kind.WRONG, key + " revision " + found.lastKey() + " is not the expected one");
            }
        });
        unseen.forEach(key -> findings.add(Kind.LOST, key));
    }

    private void compareRows(String topic, Map<String, TreeMap<Integer, String>> revisions, List<Item> rows) {
        Map<String, Item> found = new HashMap<>();
        rows.stream().filter(Item::isFinal).forEach(row -> found.put(row.what(), row));
        revisions.forEach((what, published) -> {
            Item row = found.remove(what);
            if (row == null) {
                findings.add(Kind.LOST, "row of " + topic + " " + what);
            } else if (row.revision() != published.lastKey()
                    || !row.hash().equals(published.lastEntry().getValue())) {
                findings.add(
                        Kind.WRONG,
                        "row of " + topic + " " + what + " has revision " + row.revision() + ", the topic "
                                + published.lastKey());
            }
        });
        found.keySet().forEach(what -> findings.add(Kind.WRONG, "row of " + topic + " " + what + " is not published"));
    }

    private void compareHistories(String topic, Map<String, TreeMap<Integer, String>> published, List<Item> rows) {
        Map<String, TreeMap<Integer, String>> stored = new HashMap<>();
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

    private void compareAlerts(Set<String> fired) {
        expected.alerts().stream()
                .filter(id -> !fired.contains(id))
                .forEach(id -> findings.add(Kind.LOST, "alert " + id));
        fired.stream()
                .filter(id -> !expected.alerts().contains(id))
                .forEach(id -> findings.add(Kind.WRONG, "alert " + id + " is not expected"));
    }

    private void compareRefused(String topic) {
        Map<String, Integer> missing = new HashMap<>();
        expected.refused().forEach((key, count) -> {
            if (key.startsWith(topic + " ")) {
                missing.put(key, count);
            }
        });
        for (Item item : committedOf(topic)) {
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

    private void readLogs() {
        try (Stream<Path> logs = Files.list(field.home().log("any").getParent())) {
            for (Path log : logs.toList()) {
                String text = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8);
                text.lines()
                        .filter(line -> FORBIDDEN.matcher(line).find())
                        .forEach(line -> findings.add(Kind.LOG_LINES, log.getFileName() + ": " + line));
            }
        } catch (IOException e) {
            throw new Failure("the logs cannot be read: " + Failure.because(e), e);
        }
    }
}
