package ru.otklik.stores;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures of the database: rows that disagree, how fresh the live boards are, sessions, locks. */
final class ResultTables implements Store {
    /** Makes a connection as the role that reads. */
    @FunctionalInterface
    interface Connections {
        Connection connect() throws SQLException;
    }

    private static final int PATIENCE_SECONDS = 10;

    private final Connections connections;

    ResultTables(Connections connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<Figure> read() throws SQLException {
        try (Connection reader = connections.connect();
                Statement statement = reader.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            List<Figure> figures = new ArrayList<>();
            figures.add(Figure.gauge(
                    "revision_conflicts",
                    "Rows that came twice with different content under one revision",
                    number(statement, "select count(*) from otklik.revision_conflict")));
            double age = number(statement, "select extract(epoch from now() - max(event_time)) from otklik.live_board");
            figures.add(Figure.gauge("live_board_age_seconds", "Wall clock less event time of the newest board", age));
            alerts(statement, figures);
            sessions(statement, figures);
            figures.add(Figure.gauge(
                    "database_oldest_transaction_seconds",
                    "Age of the oldest transaction of any other session; 0 if there is none",
                    number(
                            statement,
                            "select extract(epoch from max(now() - xact_start)) from pg_stat_activity"
                                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()")));
            figures.add(Figure.gauge(
                    "database_most_sessions",
                    "Sessions that the database takes at most",
                    number(statement, "select setting::int from pg_settings where name = 'max_connections'")));
            figures.add(Figure.gauge(
                    "database_waiting_locks",
                    "Locks that somebody waits for",
                    number(statement, "select count(*) from pg_locks where not granted")));
            figures.add(Figure.gauge(
                    "database_prepared_transactions",
                    "Prepared transactions; the job makes none",
                    number(statement, "select count(*) from pg_prepared_xacts")));
            figures.add(Figure.counter(
                    "database_deadlocks_total",
                    "Deadlocks since the statistics began",
                    number(statement, "select deadlocks from pg_stat_database where datname = current_database()")));
            return figures;
        }
    }

    /** How many alerts of each rule are not over, as the newest edition has it. */
    private static void alerts(Statement statement, List<Figure> figures) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "select rule, status, count(*) from (select distinct on (alert_id) rule, status from otklik.alert"
                        + " where edition = (select max(edition) from otklik.alert) order by alert_id, revision desc)"
                        + " as standing where status <> 'RESOLVED' group by rule, status order by rule, status")) {
            while (rows.next()) {
                figures.add(Figure.gauge(
                        "open_alerts",
                        "Alerts that are not resolved, by rule and status",
                        new TreeMap<>(Map.of("rule", rows.getString(1), "status", rows.getString(2))),
                        rows.getDouble(3)));
            }
        }
    }

    private static void sessions(Statement statement, List<Figure> figures) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "select usename, count(*) from pg_stat_activity where usename is not null group by usename order by 1")) {
            while (rows.next()) {
                figures.add(Figure.gauge(
                        "database_sessions", "Open sessions", "role", rows.getString(1), rows.getDouble(2)));
            }
        }
    }

    /** The only value of the only row; 0 for none. */
    private static double number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getDouble(1) : 0;
        }
    }
}
