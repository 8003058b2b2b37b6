package ru.otklik.edge;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.jdbc.JdbcExactlyOnceOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.jdbc.core.datastream.sink.writer.JdbcWriter;
import org.apache.flink.connector.jdbc.core.datastream.sink.writer.JdbcWriterState;
import org.apache.flink.connector.jdbc.datasource.statements.JdbcQueryStatement;
import ru.otklik.operator.Publication;

/** The connector's sink at least once, with {@link RowFigures} among the metrics of its operator. */
final class MeasuredJdbcSink extends JdbcSink<Publication> {
    private static final long serialVersionUID = 1L;

    private final PostgresConnections connections;

    MeasuredJdbcSink(
            PostgresConnections connections, JdbcExecutionOptions options, JdbcQueryStatement<Publication> statement) {
        super(DeliveryGuarantee.AT_LEAST_ONCE, connections, options, JdbcExactlyOnceOptions.defaults(), statement);
        this.connections = connections;
    }

    /** Makes every writer, new ones too. */
    @Override
    public JdbcWriter<Publication> restoreWriter(WriterInitContext context, Collection<JdbcWriterState> recovered)
            throws IOException {
        connections.measure(context.metricGroup());
        return super.restoreWriter(context, recovered);
    }
}
