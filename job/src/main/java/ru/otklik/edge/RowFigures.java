package ru.otklik.edge;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What operators of the job watch of the rows of one table: how long a batch takes, how many rows were written, and how many
 * the table refused since it holds newer ones. Rows that come again after a restart are refused; else it is a TaskManager
 * that was thought dead and woke up.
 *
 * <p>The connector keeps the counts of its batches to itself, so they are read where they pass: at the connection.
 */
final class RowFigures {
    /** Batches that the quantiles are of. */
    private static final int RECENT = 500;

    private final Counter written;
    private final Counter refused;
    private final Histogram batchMillis;

    RowFigures(MetricGroup metrics) {
        written = metrics.counter("written-rows");
        refused = metrics.counter("refused-rows");
        batchMillis = metrics.histogram("batch-ms", new DescriptiveStatisticsHistogram(RECENT));
    }

    /** The same connection, whose batches are counted. */
    Connection watch(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(() -> method.invoke(connection, arguments));
            return result instanceof PreparedStatement statement ? watch(statement) : result;
        });
    }

    private PreparedStatement watch(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("executeBatch")) {
                return call(() -> method.invoke(statement, arguments));
            }
            long begun = System.nanoTime();
            Object counts = call(() -> method.invoke(statement, arguments));
            batchMillis.update((System.nanoTime() - begun) / 1_000_000);
            count((int[]) counts);
            return counts;
        });
    }

    private void count(int[] rows) {
        for (int each : rows) {
            (each == 0 ? refused : written).inc();
        }
    }

    /** A call of the driver by reflection. */
    @FunctionalInterface
    private interface Call {
        Object make() throws ReflectiveOperationException;
    }

    /** Throws what the driver has thrown, and not that it was called by reflection. */
    private static Object call(Call call) throws Throwable {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(RowFigures.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
