package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ru.otklik.operator.Publication;
import ru.otklik.schemas.Tables;
import ru.otklik.schemas.Topics;
import ru.otklik.testing.RecordedMetrics;

/** What reaches the driver of the database, in which order, and what is counted of it. */
class RowBatchTest {
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final RowBatch batch = new RowBatch(Tables.UPSERT_MUNICIPALITY_METRICS, new RowFigures(metrics));
    private final List<String> sent = new ArrayList<>();

    @Test
    void sendsRowsByTheirKeysAndVersionsOfOneRowAsTheyCame() throws SQLException {
        batch.prepareStatements(database(1, 1, 1, 1));
        batch.addToBatch(row("87723000", 0));
        batch.addToBatch(row("87701000", 2));
        batch.addToBatch(row("87701000", 1));
        batch.addToBatch(row("87710000", 0));

        batch.executeBatch();

        assertThat(sent).containsExactly("87701000 2", "87701000 1", "87710000 0", "87723000 0");
    }

    @Test
    void sendsNothingTwiceAndNothingOfNothing() throws SQLException {
        batch.prepareStatements(database(1));
        batch.addToBatch(row("87723000", 0));

        batch.executeBatch();
        batch.executeBatch();

        assertThat(sent).containsExactly("87723000 0");
    }

    @Test
    void sendsAgainWhatTheDatabaseHasNotTaken() throws SQLException {
        batch.prepareStatements(database());
        batch.addToBatch(row("87723000", 0));

        assertThatThrownBy(batch::executeBatch).isInstanceOf(SQLException.class).hasMessage("the database is away");
        assertThat(metrics.count("written-rows")).isZero();

        batch.prepareStatements(database(1));
        batch.executeBatch();

        assertThat(sent).containsExactly("87723000 0", "87723000 0");
        assertThat(metrics.count("written-rows")).isEqualTo(1);
    }

    @Test
    void countsRefusedRowsApartFromWrittenOnes() throws SQLException {
        batch.prepareStatements(database(1, 0, 0));
        for (int revision = 0; revision < 3; revision++) {
            batch.addToBatch(row("87723000", revision));
        }

        batch.executeBatch();

        assertThat(metrics.count("written-rows")).isEqualTo(1);
        assertThat(metrics.count("refused-rows")).isEqualTo(2);
        assertThat(metrics.histogram("batch-ms").getCount()).isEqualTo(1);
    }

    @Test
    void refusesARecordWithoutATable() {
        Publication lost = new Publication(Topics.CONFIG_REJECTED, "k", new byte[0], null);

        assertThatThrownBy(() -> batch.addToBatch(lost)).hasMessageContaining(Topics.CONFIG_REJECTED);
    }

    private static Publication row(String municipality, int revision) {
        return new Publication(
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
                        "2023-04-30T21:00:00Z"));
    }

    /** One whose batches have that outcome; without any it is away. */
    private Connection database(int... counts) {
        List<Object> bound = new ArrayList<>();
        PreparedStatement statement = fake(PreparedStatement.class, (method, arguments) -> {
            switch (method) {
                case "setString", "setInt" -> bound.add(arguments[1]);
                case "addBatch" -> {
                    sent.add(bound.get(0) + " " + bound.get(6));
                    bound.clear();
                }
                case "executeBatch" -> {
                    if (counts.length == 0) {
                        throw new SQLException("the database is away", "08006");
                    }
                    return counts;
                }
                default -> {}
            }
            return null;
        });
        return fake(Connection.class, (method, arguments) -> method.equals("prepareStatement") ? statement : null);
    }

    /** What a method answers. */
    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object to(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answer.to(method.getName(), arguments == null ? new Object[0] : arguments)));
    }
}
