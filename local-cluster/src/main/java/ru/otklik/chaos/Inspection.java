package ru.otklik.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ru.otklik.chaos.Findings.Kind;
import ru.otklik.console.Failure;
import ru.otklik.schemas.Topics;

/** Reads everything that came out of a stopped job, and has it compared. */
final class Inspection {
    /** A deadlock as a word: the database's driver has a method of that name, which stands in traces of lost connections. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("OutOfMemoryError|[Pp]otentially lost|\\b[Dd]eadlock|KryoSerializer|Metaspace space");

    private final Battlefield field;
    private final Comparison comparison;
    private final TopicItems topics;
    private final TableItems tables;
    private final Findings findings;
    private final int edition;
    private long committed;
    private long aborted;

    /** @param edition of the results to be looked at; those of others are passed over */
    Inspection(Battlefield field, Expectation expected, Findings findings, int edition) {
        this.field = field;
        this.comparison = new Comparison(expected, findings, field.fallbacks() > 0);
        this.findings = findings;
        this.edition = edition;
        this.topics = new TopicItems(field.bootstrap());
        this.tables = new TableItems(field);
    }

    /** Looks at everything. */
    void run() {
        compareResults();
        tables.decreases().forEach(decrease -> findings.add(Kind.DECREASED, decrease));
        tables.conflicts().forEach(conflict -> findings.add(Kind.CONFLICTS, conflict));
        readLogs();
    }

    /** Looks at topics and tables as they are, and not at what has happened on the way there. */
    void compareResults() {
        topics.partitionsWithOpenTransactions(Topics.EXACTLY_ONCE)
                .forEach(open -> findings.add(Kind.OPEN_TRANSACTIONS, open));
        for (String topic : Expectation.VALUES) {
            Map<String, NavigableMap<Integer, String>> revisions = comparison.revisions(topic, committedOf(topic));
            comparison.compareValues(topic, revisions);
            String table = TableItems.TABLES.get(topic);
            if (table != null) {
                comparison.compareRows(topic, revisions, rowsOf(topic, table));
            }
        }
        TableItems.HISTORIES.forEach((topic, table) -> {
            Map<String, NavigableMap<Integer, String>> published = comparison.revisions(topic, committedOf(topic));
            comparison.compareHistories(topic, published, rowsOf(topic, table));
            if (topic.equals(Topics.ALERTS)) {
                comparison.compareAlerts(published.keySet());
            }
        });
        Expectation.REFUSED.forEach(topic -> comparison.compareRefused(topic, committedOf(topic)));
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
        return ofEdition(items);
    }

    private List<Item> rowsOf(String topic, String table) {
        return ofEdition(tables.items(topic, table));
    }

    private List<Item> ofEdition(List<Item> items) {
        return items.stream().filter(item -> item.edition() == edition).toList();
    }

    /** Whether no log may have a line. */
    static boolean isForbidden(String line) {
        return FORBIDDEN.matcher(line).find();
    }

    private void readLogs() {
        try (Stream<Path> logs = Files.list(field.home().log("any").getParent())) {
            for (Path log : logs.toList()) {
                String text = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8);
                text.lines()
                        .filter(Inspection::isForbidden)
                        .forEach(line -> findings.add(Kind.LOG_LINES, log.getFileName() + ": " + line));
            }
        } catch (IOException e) {
            throw new Failure("the logs cannot be read: " + Failure.because(e), e);
        }
    }
}
