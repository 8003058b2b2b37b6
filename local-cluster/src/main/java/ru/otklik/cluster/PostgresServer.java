package ru.otklik.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import ru.otklik.console.Failure;

/** A real PostgreSQL that writes through to the disk; its data stay between runs. */
public final class PostgresServer extends ServiceProcess {
    public static final String NAME = "postgres";
    public static final String ADMIN = "postgres";
    public static final String WRITER = "otklik_writer";
    public static final String READER = "otklik_reader";
    /** Reads the results and the statistics of all sessions, for the figures that are watched. */
    public static final String MONITOR = "otklik_monitor";

    /** The database that the job writes and everybody reads. */
    static final String DATABASE = "otklik";

    PostgresServer(ClusterHome home, ClusterState state) {
        super(NAME, home, state);
    }

    /** JDBC address of the job's database. */
    public static String url(ClusterState state) {
        return url(state, DATABASE);
    }

    /** A connection as one of the roles. */
    public static Connection connect(ClusterHome home, ClusterState state, String role) throws SQLException {
        return connect(home, state, DATABASE, role);
    }

    @Override
    protected void prepare() throws IOException {
        PostgresPrograms.unpack(programs());
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            initialise();
        }
    }

    @Override
    protected List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program("postgres"),
                "-D",
                data().toString(),
                "-p",
                Integer.toString(state.requirePort(NAME)),
                "-c",
                "listen_addresses=" + Ports.HOST,
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=100",
                // What a killed client left behind ends soon, before it stands in the way of its successor.
                "-c",
                "client_connection_check_interval=250ms"));
        Optional<TransportSecurity> security = TransportSecurity.of(state);
        if (security.isPresent()) {
            command.addAll(security.get().postgresArguments());
        }
        return asNobody(command);
    }

    @Override
    protected boolean isReady(Consumer<String> seen) throws SQLException {
        try (Connection admin = connect(home, state, "postgres", ADMIN)) {
            return admin.isValid(5);
        }
    }

    /** An interrupt is the database's own way to end at once without waiting for its clients. */
    @Override
    protected void askToEnd(ProcessHandle process) {
        try {
            run(List.of("kill", "-INT", Long.toString(process.pid())), "postgres-stop");
        } catch (IOException e) {
            process.destroy();
        }
    }

    /** Creates the database and the roles of the job and of the readers where they are missing. */
    void createDatabase() {
        try (Connection admin = connect(home, state, "postgres", ADMIN)) {
            if (!exists(admin, "select 1 from pg_database where datname = ?", DATABASE)) {
                execute(admin, "create database " + DATABASE);
            }
            for (String role : List.of(WRITER, READER, MONITOR)) {
                String verb = exists(admin, "select 1 from pg_roles where rolname = ?", role) ? "alter" : "create";
                execute(admin, verb + " role " + role + " login password '" + home.secretText(role) + "'");
            }
            execute(admin, "grant pg_read_all_stats, " + READER + " to " + MONITOR);
        } catch (SQLException e) {
            throw new Failure("the database cannot be set up: " + Failure.because(e), e);
        }
    }

    /** JDBC address of another database of the server. */
    static String url(ClusterState state, String database) {
        String plain = "jdbc:postgresql://" + Ports.HOST + ":" + state.requirePort(NAME) + "/" + database;
        return TransportSecurity.of(state)
                .map(security -> security.verified(plain))
                .orElse(plain);
    }

    /** A connection to another database of the server. */
    static Connection connect(ClusterHome home, ClusterState state, String database, String role) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", home.secretText(role));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "otklik");
        return DriverManager.getConnection(url(state, database), properties);
    }

    private static boolean exists(Connection admin, String query, String name) throws SQLException {
        try (var statement = admin.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection admin, String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private void initialise() throws IOException {
        ClusterHome.delete(data());
        run(
                asNobody(List.of(
                        program("initdb"),
                        "-D",
                        data().toString(),
                        "-U",
                        ADMIN,
                        "--auth=scram-sha-256",
                        "--pwfile=" + home.secret(ADMIN),
                        "--encoding=UTF8",
                        "--locale=C.UTF-8")),
                "postgres-initdb");
    }

    /** PostgreSQL refuses to run as root; a user name space shows it an ordinary user. */
    private static List<String> asNobody(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    private void run(List<String> command, String logName) throws IOException {
        File log = home.log(logName).toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new Failure(command.get(0) + " failed; see " + log
                        + " (as root it needs user name spaces: start the cluster as an ordinary user instead)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private String program(String name) {
        return programs().resolve("bin").resolve(name).toString();
    }

    private Path programs() {
        return home.postgres().resolve("programs-18.6");
    }

    private Path data() {
        return home.postgres().resolve("data");
    }
}
