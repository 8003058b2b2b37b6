package ru.otklik.edge;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.apache.flink.connector.jdbc.internal.JdbcOutputFormat;
import org.apache.flink.connector.jdbc.internal.JdbcOutputSerializer;
import ru.otklik.operator.Publication;

/**
 * Rows of one table, at least once: all that came before a checkpoint are in the table when it completes.
 *
 * <p>The connector's own sink with one difference, {@link RowBatch}: it sends rows as they come and lets nobody choose
 * their order. Batching by count and time, repeating and connecting again are the connector's.
 */
final class RowSink implements Sink<Publication> {
    private static final long serialVersionUID = 1L;

    private final String upsert;
    private final JdbcConnectionOptions connection;
    private final JdbcExecutionOptions execution;

    RowSink(String upsert, JdbcConnectionOptions connection, JdbcExecutionOptions execution) {
        this.upsert = upsert;
        this.connection = connection;
        this.execution = execution;
    }

    @Override
    public SinkWriter<Publication> createWriter(WriterInitContext context) throws IOException {
        String statement = upsert;
        JdbcOutputFormat<Publication, Publication, RowBatch> output = new JdbcOutputFormat<>(
                new SimpleJdbcConnectionProvider(connection), execution, () -> new RowBatch(statement));
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
