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
    private static final Pattern FORBIDDEN =
            Pattern.compile("OutOfMemoryError|[Pp]otentially lost|[Dd]eadlock|KryoSerializer|Metaspace space");

    private final Battlefield field;
    private final Comparison comparison;
    private final TopicItems topics;
    private final TableItems tables;
    private final Findings findings;
    private long committed;
    private long aborted;

    Inspection(Battlefield field, Expectation expected, Findings findings) {
        this.field = field;
        this.comparison = new Comparison(expected, findings, field.fallbacks() > 0);
        this.findings = findings;
        this.topics = new TopicItems(field.bootstrap());
        this.tables = new TableItems(field);
    }

    /** Looks at everything. */
    void run() {
        topics.partitionsWithOpenTransactions(Topics.EXACTLY_ONCE)
                .forEach(open -> findings.add(Kind.OPEN_TRANSACTIONS, open));
        for (String topic : Expectation.VALUES) {
            Map<String, NavigableMap<Integer, String>> revisions = comparison.revisions(topic, committedOf(topic));
            comparison.compareValues(topic, revisions);
            String table = TableItems.TABLES.get(topic);
            if (table != null) {
                comparison.compareRows(topic, revisions, tables.items(topic, table));
            }
        }
        TableItems.HISTORIES.forEach((topic, table) -> {
            Map<String, NavigableMap<Integer, String>> published = comparison.revisions(topic, committedOf(topic));
            comparison.compareHistories(topic, published, tables.items(topic, table));
            if (topic.equals(Topics.ALERTS)) {
                comparison.compareAlerts(published.keySet());
            }
        });
        Expectation.REFUSED.forEach(topic -> comparison.compareRefused(topic, committedOf(topic)));
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
