package ru.otklik.edge;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.jspecify.annotations.Nullable;
import ru.otklik.settings.JobSettings;
import ru.otklik.settings.SecretFile;

/**
 * The connection of one subtask to the database. It travels with the job and knows where the password lies; it reads the
 * password on the machine where the subtask runs, whenever it connects, so a changed one needs no new job.
 */
final class PostgresConnections implements JdbcConnectionProvider {
    private static final long serialVersionUID = 1L;
    private static final int PATIENCE_SECONDS = 60;
    private static final String DRIVER = "org.postgresql.Driver";

    private final String url;
    private final String user;
    private final @Nullable SecretFile passwordFile;
    private final String applicationName;
    private transient @Nullable Connection connection;

    PostgresConnections(JobSettings.Postgres postgres, String applicationName) {
        this.url = postgres.url();
        this.user = postgres.user();
        this.passwordFile = postgres.passwordFile();
        this.applicationName = applicationName;
    }

    @Override
    public @Nullable Connection getConnection() {
        return connection;
    }

    @Override
    public boolean isConnectionValid() throws SQLException {
        return connection != null && connection.isValid(PATIENCE_SECONDS);
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException {
        Connection open = connection;
        return open == null ? connect() : open;
    }

    @Override
    public Connection reestablishConnection() throws SQLException {
        closeConnection();
        return connect();
    }

    @Override
    public void closeConnection() {
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException ignored) {
            // Nothing depends on it any more: what it had not committed is written again through the next one.
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (passwordFile != null) {
            properties.setProperty("password", passwordFile.text());
        }
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("tcpKeepAlive", "true");
        try {
            // Flink loads it apart for each job, and nobody but itself makes it known.
            Class.forName(DRIVER);
        } catch (ClassNotFoundException e) {
            throw new SQLException("the job was packed without " + DRIVER, e);
        }
        Connection made = DriverManager.getConnection(url, properties);
        connection = made;
        return made;
    }
}
