package ru.otklik.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.duckdb.DuckDBConnection;

/** Peer (g): one batch of SQL in DuckDB over the file of events, for months and quarters. */
public final class DuckDbQuery {
    /** The result rows, in the shape of {@code metrics.municipality}. */
    public static final String ROWS_FILE = "municipality-figures.ndjson";

    private static final String SCRIPT = "municipality-figures.sql";
    private static final String NORMS_FILE = "norms.csv";

    /** Local dates on which events may happen, and deadlines of several hundred days after them. */
    private static final LocalDate FIRST_DATE = LocalDate.of(2018, 1, 1);

    private static final LocalDate LAST_DATE = LocalDate.of(2029, 12, 31);

    private DuckDbQuery() {}

    /** Reads {@link PeerArguments}, runs the query and prints the summary. */
    public static void main(String[] args) throws IOException, SQLException {
        System.out.println(run(PeerArguments.of(args)));
    }

    /** Writes the rows and returns the summary line. */
    public static String run(PeerArguments arguments) throws IOException, SQLException {
        arguments.createOut();
        Path norms = arguments.out().resolve(NORMS_FILE);
        ReferenceTables.writeNorms(arguments.reference(), norms);
        try (DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + arguments.parallelism());
            statement.execute("SET preserve_insertion_order = false");
            statement.execute("SET temp_directory = " + literal(arguments.out().resolve("spill")));
            statement.execute("SET VARIABLE events_file = " + literal(arguments.requireFile()));
            statement.execute("SET VARIABLE norms_file = " + literal(norms));
            statement.execute(
                    "SET VARIABLE rows_file = " + literal(arguments.out().resolve(ROWS_FILE)));
            new ReferenceTables(connection, arguments.loadReference(), FIRST_DATE, LAST_DATE).create();
            for (String sql : SqlScript.statements(SCRIPT)) {
                statement.execute(sql);
            }
            return PeerArguments.summary(count("delivered", statement), count("municipality_row", statement));
        }
    }

    private static long count(String table, Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String literal(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
    }
}
