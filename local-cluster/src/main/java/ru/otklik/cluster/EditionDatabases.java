package ru.otklik.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ru.otklik.console.Failure;
import ru.otklik.schemas.Tables;

/**
 * A database of its own for each edition that is being computed anew, beside the one that everybody reads: so nobody sees
 * half an edition. In the end the two change names, at once and for all tables and views.
 */
public final class EditionDatabases {
    private static final String SERVER = "postgres";
    private static final int ROWS_AT_ONCE = 1_000;
    private static final int ALERT_COLUMNS = 10;
    private static final String ALERTS = """
            select alert_id, edition, finality, revision, event_time::text, content_hash, status, since::text,
                fired_at::text, document::text
            from otklik.alert
            """;

    private final ClusterHome home;
    private final ClusterState state;

    public EditionDatabases(ClusterHome home, ClusterState state) {
        this.home = home;
        this.state = state;
    }

    /** Name of the database in which an edition grows. */
    static String shadow(int edition) {
        return PostgresServer.DATABASE + "_edition_" + edition;
    }

    /** Name of what everybody read before an edition took its place. */
    static String before(int edition) {
        return PostgresServer.DATABASE + "_before_" + edition;
    }

    /** JDBC address of the database in which an edition grows. */
    public String url(int edition) {
        return PostgresServer.url(state, shadow(edition));
    }

    /** Creates the database of an edition with all its tables; fails if it is there. */
    public void create(int edition, Consumer<String> say) {
        try (Connection admin = PostgresServer.connect(home, state, SERVER, PostgresServer.ADMIN);
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + shadow(edition));
        } catch (SQLException e) {
            throw new Failure(
                    "no database for edition " + edition + " (" + Failure.because(e) + "); drop one that was left: "
                            + "otklik recompute drop --edition " + edition,
                    e);
        }
        Migrations.apply(home, url(edition), say);
    }

    /** Removes the database of an edition that took nobody's place; nothing happens if there is none. */
    public void drop(int edition) {
        try (Connection admin = PostgresServer.connect(home, state, SERVER, PostgresServer.ADMIN);
                Statement statement = admin.createStatement()) {
            statement.execute("drop database if exists " + shadow(edition) + " with (force)");
        } catch (SQLException e) {
            throw new Failure("the database of edition " + edition + " cannot be dropped: " + Failure.because(e), e);
        }
    }

    /** A connection to the database that everybody reads. */
    public Connection current() throws SQLException {
        return PostgresServer.connect(home, state, PostgresServer.ADMIN);
    }

    /** A connection to the database in which an edition grows. */
    public Connection shadowOf(int edition) throws SQLException {
        return PostgresServer.connect(home, state, shadow(edition), PostgresServer.ADMIN);
    }

    /**
     * Lets an edition take the place of what everybody reads, which stays under another name. Told alerts are history, which
     * no edition computes anew: they are copied. Nobody may write to either; readers are cut off and come back at once.
     */
    public void swap(int edition) {
        try {
            copyAlerts(edition);
            try (Connection admin = PostgresServer.connect(home, state, SERVER, PostgresServer.ADMIN);
                    Statement statement = admin.createStatement()) {
                cutOff(statement, PostgresServer.DATABASE);
                cutOff(statement, shadow(edition));
                rename(admin, statement, edition);
            } finally {
                open();
            }
        } catch (SQLException e) {
            throw new Failure("edition " + edition + " did not take its place: " + Failure.because(e), e);
        }
    }

    /** Both names change or none. */
    private static void rename(Connection admin, Statement statement, int edition) throws SQLException {
        admin.setAutoCommit(false);
        statement.execute("alter database " + PostgresServer.DATABASE + " rename to " + before(edition));
        statement.execute("alter database " + shadow(edition) + " rename to " + PostgresServer.DATABASE);
        admin.commit();
        admin.setAutoCommit(true);
    }

    private static void cutOff(Statement statement, String database) throws SQLException {
        statement.execute("alter database " + database + " with allow_connections false");
        try (ResultSet ended = statement.executeQuery(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '" + database + "'")) {
            while (ended.next()) {
                if (!ended.getBoolean(1)) {
                    throw new SQLException("a reader of " + database + " does not end");
                }
            }
        }
    }

    /** Opens every database of ours, whatever came of the renaming. */
    private void open() throws SQLException {
        try (Connection admin = PostgresServer.connect(home, state, SERVER, PostgresServer.ADMIN);
                Statement statement = admin.createStatement()) {
            List<String> closed = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "select quote_ident(datname) from pg_database where not datallowconn and datname like '"
                            + PostgresServer.DATABASE + "%'")) {
                while (names.next()) {
                    closed.add(names.getString(1));
                }
            }
            for (String name : closed) {
                statement.execute("alter database " + name + " with allow_connections true");
            }
        }
    }

    private void copyAlerts(int edition) throws SQLException {
        try (Connection from = current();
                Connection to = shadowOf(edition)) {
            // Rows are then fetched some at a time, and the other side sees all of them or none.
            from.setAutoCommit(false);
            to.setAutoCommit(false);
            try (Statement clear = to.createStatement();
                    Statement read = from.createStatement();
                    PreparedStatement write = to.prepareStatement(Tables.UPSERT_ALERT)) {
                clear.execute("delete from otklik.alert");
                read.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet alerts = read.executeQuery(ALERTS)) {
                    copy(alerts, write);
                }
            }
            to.commit();
        }
    }

    /** Column by column, as {@link Tables#UPSERT_ALERT} has its parameters. */
    private static void copy(ResultSet alerts, PreparedStatement write) throws SQLException {
        int waiting = 0;
        while (alerts.next()) {
            for (int column = 1; column <= ALERT_COLUMNS; column++) {
                write.setObject(column, alerts.getObject(column));
            }
            write.addBatch();
            if (++waiting == ROWS_AT_ONCE) {
                write.executeBatch();
                waiting = 0;
            }
        }
        write.executeBatch();
    }
}
