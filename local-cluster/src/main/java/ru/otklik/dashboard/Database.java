package ru.otklik.dashboard;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A few connections of a role that may only read. Every session is read-only and gives up a query after ten seconds, whatever
 * else the role may be allowed.
 */
final class Database implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 6;
    private static final int PATIENCE_SECONDS = 10;

    private final String url;
    private final String user;
    private final String password;
    private final Semaphore permits = new Semaphore(MOST_CONNECTIONS, true);
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

    Database(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Asks something; a connection on which the asking failed is not used again. */
    <T> T read(Question<T> question) throws SQLException {
        try {
            if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLException("the database is busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        try {
            Connection connection = take();
            T answer;
            try {
                answer = question.ask(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
            idle.add(connection);
            return answer;
        } finally {
            permits.release();
        }
    }

    /** Runs a query with text parameters and hands each row over. */
    void rows(String sql, RowReader reader, String... parameters) throws SQLException {
        read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    query.setString(i + 1, parameters[i]);
                }
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            end(connection);
        }
    }

    private static void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a connection of the dashboard cannot be closed", e);
        }
    }

    private Connection take() throws SQLException {
        for (Connection kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isValid(2)) {
                return kept;
            }
            kept.close();
        }
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", String.valueOf(3 * PATIENCE_SECONDS));
        properties.setProperty("ApplicationName", "otklik-dashboard");
        properties.setProperty(
                "options", "-c default_transaction_read_only=on -c statement_timeout=" + PATIENCE_SECONDS + "s");
        return DriverManager.getConnection(url, properties);
    }

    /** Something to ask on a connection. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Takes one row. */
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
