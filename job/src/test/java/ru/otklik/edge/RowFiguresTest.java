package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ru.otklik.testing.RecordedMetrics;

/** Rows that a table refuses are counted where the counts of a batch pass. */
class RowFiguresTest {
    private final RecordedMetrics metrics = new RecordedMetrics();
    private final RowFigures figures = new RowFigures(metrics);

    /** A connection whose statements have that outcome; without any the database is away. */
    private static Connection connection(int... counts) {
        PreparedStatement statement = fake(PreparedStatement.class, name -> {
            if (name.equals("executeBatch") && counts.length == 0) {
                throw new SQLException("the database is away", "08006");
            }
            return name.equals("executeBatch") ? counts : null;
        });
        return fake(Connection.class, name -> name.equals("prepareStatement") ? statement : null);
    }

    /** What a method answers. */
    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object to(String method) throws SQLException;
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName())));
    }

    @Test
    void countsRefusedRowsApartFromWrittenOnes() throws SQLException {
        PreparedStatement statement = figures.watch(connection(1, 0, 1, 0, 0)).prepareStatement("INSERT");

        statement.setString(1, "a key");
        assertThat(statement.executeBatch()).containsExactly(1, 0, 1, 0, 0);

        assertThat(metrics.count("written-rows")).isEqualTo(2);
        assertThat(metrics.count("refused-rows")).isEqualTo(3);
        assertThat(metrics.histogram("batch-ms").getCount()).isEqualTo(1);
    }

    @Test
    void throwsWhatTheDriverThrows() throws SQLException {
        PreparedStatement statement = figures.watch(connection()).prepareStatement("INSERT");

        assertThatThrownBy(statement::executeBatch)
                .isInstanceOf(SQLException.class)
                .hasMessage("the database is away");
        assertThat(metrics.count("written-rows")).isZero();
    }
}
