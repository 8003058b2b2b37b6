package ru.otklik.edge;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.internal.JdbcOutputFormat;
import org.apache.flink.connector.jdbc.internal.JdbcOutputSerializer;
import ru.otklik.operator.Publication;

/**
 * Rows of one table, at least once: all that came before a checkpoint are in the table when it completes.
 *
 * <p>The connector's own sink but for {@link RowBatch}: that one sends rows as they come, lets nobody choose their order,
 * and keeps the counts of its batches to itself. Batching by count and time, repeating and connecting again are the connector's.
 */
final class RowSink implements Sink<Publication> {
    private static final long serialVersionUID = 1L;

    private final String upsert;
    private final PostgresConnections connections;
    private final JdbcExecutionOptions execution;

    RowSink(String upsert, PostgresConnections connections, JdbcExecutionOptions execution) {
        this.upsert = upsert;
        this.connections = connections;
        this.execution = execution;
    }

    @Override
    public SinkWriter<Publication> createWriter(WriterInitContext context) throws IOException {
        String statement = upsert;
        RowFigures figures = new RowFigures(context.metricGroup());
        JdbcOutputFormat<Publication, Publication, RowBatch> output =
                new JdbcOutputFormat<>(connections, execution, () -> new RowBatch(statement, figures));
        output.open(JdbcOutputSerializer.of(context.createInputSerializer(), context.isObjectReuseEnabled()));
        return new Writer(output);
    }

    private static final class Writer implements SinkWriter<Publication> {
        private final JdbcOutputFormat<Publication, Publication, RowBatch> output;

        Writer(JdbcOutputFormat<Publication, Publication, RowBatch> output) {
            this.output = output;
        }

        @Override
        public void write(Publication publication, Context context) throws IOException {
            output.writeRecord(publication);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            output.checkFlushException();
            output.flush();
        }

        @Override
        public void close() {
            output.close();
        }
    }
}
