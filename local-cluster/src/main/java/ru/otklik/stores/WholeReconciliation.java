package ru.otklik.stores;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.stores.ResultPair.Found;
import ru.otklik.stores.ResultPair.Version;

/**
 * Every topic of results against its table, both ways: names what one has and the other lacks. A transaction that Kafka aborted
 * though its checkpoint was complete shows here: its rows are there, its records are not.
 */
public final class WholeReconciliation {
    private static final int ROWS_AT_ONCE = 10_000;

    /**
     * One table against its topic.
     *
     * @param rows of the table that were old enough to be compared
     * @param records newest ones of each key
     * @param faults a sentence for each key that differs
     */
    public record Outcome(String table, int rows, int records, List<String> faults) {}

    private WholeReconciliation() {}

    /**
     * Compares.
     *
     * @param grace rows younger than this are passed over: their records become visible with the next checkpoint
     * @throws IOException if the broker gives no records
     * @throws SQLException if the database does not answer
     */
    public static List<Outcome> compare(ClusterHome home, ClusterState state, Duration grace)
            throws IOException, SQLException {
        List<Outcome> outcomes = new ArrayList<>();
        try (CommittedRecords records = new CommittedRecords(KafkaBroker.access(state));
                Connection database = PostgresServer.connect(home, state, PostgresServer.MONITOR)) {
            database.setAutoCommit(false);
            for (ResultPair pair : ResultPair.ALL) {
                if (records.has(pair.topic())) {
                    outcomes.add(compare(pair, records, database, grace));
                }
            }
        }
        return outcomes;
    }

    /** Rows first: what is committed while they are read can only make the topic newer than the rows that are compared. */
    private static Outcome compare(ResultPair pair, CommittedRecords topic, Connection database, Duration grace)
            throws IOException, SQLException {
        Map<List<String>, Version> rows =
                rows(pair, database, " where written_at <= now() - make_interval(secs => ?)", grace);
        Map<List<String>, Version> records = new HashMap<>();
        topic.read(pair.topic(), Long.MAX_VALUE, value -> {
            Found record = pair.record(value);
            records.merge(record.key(), record.version(), (old, next) -> next.covers(old) ? next : old);
        });
        Map<String, String> faults = new TreeMap<>();
        rows.forEach((key, row) -> {
            @Nullable Version record = records.get(key);
            if (record == null || !record.covers(row)) {
                faults.put(
                        String.join(" ", key),
                        "the row has " + row + ", the topic " + (record == null ? "nothing" : record));
            }
        });
        Map<List<String>, Version> all =
                rows(pair, database, " where written_at < now() + make_interval(secs => ?)", grace);
        records.forEach((key, record) -> {
            @Nullable Version row = all.get(key);
            if (row == null || !row.covers(record)) {
                faults.put(
                        String.join(" ", key),
                        "the topic has " + record + ", the row " + (row == null ? "is missing" : "has " + row));
            }
        });
        return new Outcome(
                pair.table(),
                rows.size(),
                records.size(),
                faults.entrySet().stream()
                        .map(fault -> pair.table() + " " + fault.getKey() + ": " + fault.getValue())
                        .toList());
    }

    private static Map<List<String>, Version> rows(
            ResultPair pair, Connection database, String condition, Duration grace) throws SQLException {
        Map<List<String>, Version> rows = new HashMap<>();
        try (PreparedStatement query = database.prepareStatement(pair.select() + condition)) {
            query.setFetchSize(ROWS_AT_ONCE);
            query.setDouble(1, grace.toMillis() / 1e3);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Found found = pair.row(row);
                    rows.put(found.key(), found.version());
                }
            }
        }
        // The next look has to see what was written meanwhile.
        database.rollback();
        return rows;
    }
}
