package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.operator.Publication;
import ru.otklik.schemas.Tables;
import ru.otklik.schemas.Topics;

/** Rows on their way into a real PostgreSQL, which alone can say whether two writers lock each other out. */
class RowBatchITCase {
    private static final int ROUNDS = 10;
    private static final int ROWS = 2_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void twoWritersOfTheSameRowsDoNotDeadlock() throws Exception {
        ClusterHome home = new ClusterHome(folder.resolve("home"));
        ClusterState state = ClusterState.read(home);
        Path project = Path.of("..").toAbsolutePath().normalize();
        try (LoneServices services = LoneServices.start(project, home, state, true, line -> {})) {
            assertThat(services.bootstrap()).isNotEmpty();
            CyclicBarrier together = new CyclicBarrier(2);
            ExecutorService writers = Executors.newFixedThreadPool(2);
            try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
                Callable<Integer> old = () -> write(home, state, together, new Random(1));
                Callable<Integer> successor = () -> write(home, state, together, new Random(2));

                assertThat(writers.invokeAll(List.of(old, successor)))
                        .as("one that deadlocks lets the other wait in vain")
                        .allSatisfy(writer -> assertThat(writer).succeedsWithin(Duration.ZERO));
                assertThat(number(reader, "SELECT count(*) FROM otklik.municipality_metrics"))
                        .isEqualTo(ROWS);
                assertThat(number(reader, "SELECT min(revision) FROM otklik.municipality_metrics"))
                        .isEqualTo(ROUNDS - 1);
            } finally {
                writers.shutdownNow();
            }
        }
    }

    /** The same keys in each round, in an order of its own; a deadlock ends it by an exception of the database. */
    private static int write(ClusterHome home, ClusterState state, CyclicBarrier together, Random random)
            throws Exception {
        try (Connection connection = PostgresServer.connect(home, state, PostgresServer.WRITER)) {
            RowBatch batch =
                    new RowBatch(Tables.UPSERT_MUNICIPALITY_METRICS, new RowFigures(new UnregisteredMetricsGroup()));
            batch.prepareStatements(connection);
            for (int round = 0; round < ROUNDS; round++) {
                List<Publication> rows = rows(round);
                Collections.shuffle(rows, random);
                for (Publication row : rows) {
                    batch.addToBatch(row);
                }
                together.await(30, TimeUnit.SECONDS);
                batch.executeBatch();
            }
            batch.closeStatements();
        }
        return ROUNDS;
    }

    private static List<Publication> rows(int revision) {
        List<Publication> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String municipality = String.format("%08d", 87_000_000 + i);
            rows.add(new Publication(
                    Topics.METRICS_MUNICIPALITY,
                    municipality,
                    "{}".getBytes(StandardCharsets.UTF_8),
                    new Publication.Row(
                            List.of(municipality, "MONTH", "2023-04", "ALL"),
                            1,
                            1,
                            revision,
                            "2023-05-01T00:00:00Z",
                            "a".repeat(64),
                            "FINAL",
                            "2023-03-31T21:00:00Z",
                            "2023-04-30T21:00:00Z")));
        }
        return rows;
    }

    private static long number(Connection reader, String query) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
