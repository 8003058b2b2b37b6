package ru.otklik.stores;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.stores.ResultPair.Found;
import ru.otklik.stores.ResultTables.Connections;

/**
 * Whether the tables have what the topics have, looked at while the job runs: the newest committed records of each partition.
 *
 * <p>A row is sent before the barrier passes, a record becomes visible after the checkpoint is complete. So whatever a careful
 * reader sees is in its table already, in that version or a newer one; there is no moment at which it may be otherwise.
 */
final class Reconciliation implements Store {
    /** So few that a look takes a fraction of a second; who lost something lost more than one record of a checkpoint. */
    private static final long NEWEST = 25;

    private static final int PATIENCE_SECONDS = 10;

    private final KafkaAccess access;
    private final Connections connections;

    Reconciliation(KafkaAccess access, Connections connections) {
        this.access = access;
        this.connections = connections;
    }

    @Override
    public String name() {
        return "results";
    }

    @Override
    public List<Figure> read() throws SQLException, IOException {
        List<Figure> figures = new ArrayList<>();
        List<Figure> looked = new ArrayList<>();
        try (CommittedRecords records = new CommittedRecords(access);
                Connection database = connections.connect()) {
            for (ResultPair pair : ResultPair.ALL) {
                if (!records.has(pair.topic())) {
                    continue;
                }
                List<Found> newest = new ArrayList<>();
                records.read(pair.topic(), NEWEST, value -> newest.add(pair.record(value)));
                figures.add(Figure.gauge(
                        "reconcile_mismatches",
                        "Of the newest committed records, those whose row is missing, older or different",
                        "table",
                        pair.table(),
                        mismatches(database, pair, newest)));
                looked.add(Figure.gauge(
                        "reconcile_records",
                        "Newest committed records looked at",
                        "table",
                        pair.table(),
                        newest.size()));
            }
        }
        figures.addAll(looked);
        return figures;
    }

    private static int mismatches(Connection database, ResultPair pair, List<Found> records) throws SQLException {
        int mismatches = 0;
        try (PreparedStatement query = database.prepareStatement(pair.select() + pair.byKey())) {
            query.setQueryTimeout(PATIENCE_SECONDS);
            for (Found record : records) {
                for (int i = 0; i < record.key().size(); i++) {
                    query.setString(i + 1, record.key().get(i));
                }
                try (ResultSet row = query.executeQuery()) {
                    boolean isThere = row.next() && pair.row(row).version().covers(record.version());
                    mismatches += isThere ? 0 : 1;
                }
            }
        }
        return mismatches;
    }
}
