package ru.otklik.cluster;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two editions row by row: final values of calendar periods, by the hash of their content. */
public final class EditionComparison {
    private static final int ROWS_AT_ONCE = 10_000;
    private static final int MOST_EXAMPLES = 10;

    /** A table, and what makes a row of it. */
    private record Compared(String table, String key, String condition) {}

    private static final String FINAL = "finality = 1 and period_kind <> 'ROLLING'";
    private static final List<Compared> TABLES = List.of(
            new Compared("municipality_metrics", "municipality_id, period_kind, period_label, source", FINAL),
            new Compared("authority_metrics", "region_id, authority_id, period_kind, period_label, source", FINAL),
            new Compared("region_metrics", "scope, subject_id, period_kind, period_label, source", FINAL),
            new Compared("board", "scope, subject, board_group, kind, period_kind, period_label", FINAL),
            new Compared(
                    "quarter_snapshot",
                    "region_id, period_label",
                    "(region_id, period_label, edition, revision) in (select distinct on (region_id, period_label)"
                            + " region_id, period_label, edition, revision from otklik.quarter_snapshot"
                            + " order by region_id, period_label, edition desc, revision desc)"));

    /**
     * How two editions of a table differ.
     *
     * @param table its name
     * @param equal rows with the same content
     * @param different rows of one key with different content
     * @param onlyBefore rows that the edition before has alone
     * @param onlyAfter rows that the new edition has alone
     * @param examples some keys of rows that are not equal, with what is the matter
     */
    public record Difference(
            String table, long equal, long different, long onlyBefore, long onlyAfter, List<String> examples) {
        /** Whether the editions have the same rows. */
        public boolean isNone() {
            return different + onlyBefore + onlyAfter == 0;
        }
    }

    private EditionComparison() {}

    /** Compares every table of two databases; both are read in one snapshot each, while they may be written. */
    public static List<Difference> of(Connection before, Connection after) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        for (Connection each : List.of(before, after)) {
            each.setAutoCommit(false);
            each.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            each.setReadOnly(true);
        }
        for (Compared compared : TABLES) {
            differences.add(of(compared, before, after));
        }
        before.rollback();
        after.rollback();
        return differences;
    }

    private static Difference of(Compared compared, Connection before, Connection after) throws SQLException {
        Tally tally = new Tally();
        try (Rows left = new Rows(before, compared);
                Rows right = new Rows(after, compared)) {
            left.next();
            right.next();
            while (left.key != null || right.key != null) {
                int order = order(left.key, right.key);
                if (order < 0) {
                    tally.onlyBefore++;
                    tally.example("only before: ", left);
                } else if (order > 0) {
                    tally.onlyAfter++;
                    tally.example("only after: ", right);
                } else if (left.hash.equals(right.hash)) {
                    tally.equal++;
                } else {
                    tally.different++;
                    tally.example("different: ", left);
                }
                if (order <= 0) {
                    left.next();
                }
                if (order >= 0) {
                    right.next();
                }
            }
        }
        return new Difference(
                compared.table, tally.equal, tally.different, tally.onlyBefore, tally.onlyAfter, tally.examples);
    }

    /** By bytes, as the database orders by COLLATE "C"; the end comes last. */
    private static int order(byte @Nullable [] left, byte @Nullable [] right) {
        if (left == null || right == null) {
            return left == null ? 1 : -1;
        }
        return Arrays.compareUnsigned(left, right);
    }

    private static final class Tally {
        private final List<String> examples = new ArrayList<>();
        private long equal;
        private long different;
        private long onlyBefore;
        private long onlyAfter;

        private void example(String what, Rows rows) {
            if (examples.size() < MOST_EXAMPLES && rows.key != null) {
                examples.add(what + new String(rows.key, StandardCharsets.UTF_8));
            }
        }
    }

    /** Rows of a table in order of their keys. */
    private static final class Rows implements AutoCloseable {
        private final Statement statement;
        private final ResultSet rows;
        private byte @Nullable [] key;
        private String hash = "";

        private Rows(Connection connection, Compared compared) throws SQLException {
            statement = connection.createStatement();
            statement.setFetchSize(ROWS_AT_ONCE);
            rows = statement.executeQuery("select concat_ws(' ', " + compared.key
                    + ") collate \"C\" as row_key, content_hash from otklik." + compared.table + " where "
                    + compared.condition + " order by row_key");
        }

        private void next() throws SQLException {
            if (rows.next()) {
                key = rows.getString(1).getBytes(StandardCharsets.UTF_8);
                hash = rows.getString(2);
            } else {
                key = null;
            }
        }

        @Override
        public void close() throws SQLException {
            rows.close();
            statement.close();
        }
    }
}
