package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.connector.jdbc.internal.executor.JdbcBatchStatementExecutor;
import org.jspecify.annotations.Nullable;
import ru.otklik.operator.Publication;
import ru.otklik.schemas.Tables;

/**
 * Rows of one table that are sent together, in the order of their primary keys.
 *
 * <p>The order is what keeps two writers of the same rows from a deadlock: PostgreSQL takes a batch as one transaction,
 * which locks row after row until its end, and while a subtask is replaced (its process killed, frozen or cut off) its
 * last batch can still be on its way beside the first one of its successor. Two that lock in one order only wait.
 */
final class RowBatch implements JdbcBatchStatementExecutor<Publication> {
    private static final Comparator<Publication> BY_PRIMARY_KEY = Comparator.comparing(
            publication -> String.join("\0", row(publication).primaryKey()));

    private final String upsert;
    private final RowFigures figures;
    private final List<Publication> publications = new ArrayList<>();
    private @Nullable PreparedStatement statement;

    /** @param upsert one of {@link Tables} */
    RowBatch(String upsert, RowFigures figures) {
        this.upsert = upsert;
        this.figures = figures;
    }

    @Override
    public void prepareStatements(Connection connection) throws SQLException {
        statement = connection.prepareStatement(upsert);
    }

    /** @throws IllegalArgumentException if the record is of a topic without a table */
    @Override
    public void addToBatch(Publication publication) {
        row(publication);
        publications.add(publication);
    }

    /** Sends what was added, and forgets it once the database has taken all of it; else it is sent again next time. */
    @Override
    public void executeBatch() throws SQLException {
        if (publications.isEmpty()) {
            return;
        }
        PreparedStatement open = statement;
        if (open == null) {
            throw new IllegalStateException("rows are sent before their statement was prepared: " + upsert);
        }
        // A stable sort: versions of one row stay in the order in which they were published.
        publications.sort(BY_PRIMARY_KEY);
        open.clearBatch();
        for (Publication publication : publications) {
            bind(open, publication);
            open.addBatch();
        }
        long begun = System.nanoTime();
        int[] changed = open.executeBatch();
        figures.note(changed, System.nanoTime() - begun);
        publications.clear();
    }

    @Override
    public void closeStatements() throws SQLException {
        if (statement != null) {
            statement.close();
            statement = null;
        }
    }

    private static Publication.Row row(Publication publication) {
        Publication.Row row = publication.row();
        if (row == null) {
            throw new IllegalArgumentException("a record of " + publication.topic() + " without its row");
        }
        return row;
    }

    private static void bind(PreparedStatement statement, Publication publication) throws SQLException {
        Publication.Row row = row(publication);
        int at = 1;
        for (String part : row.primaryKey()) {
            // The id of an unknown authority is a sender's text, and a text of PostgreSQL holds no U+0000.
            statement.setString(at++, part.replace('\0', '\uFFFD'));
        }
        statement.setInt(at++, row.edition());
        statement.setInt(at++, row.finality());
        statement.setInt(at++, row.revision());
        statement.setString(at++, row.eventTime());
        statement.setString(at++, row.contentHash());
        statement.setString(at++, row.status());
        statement.setString(at++, row.start());
        statement.setString(at++, row.end());
        statement.setString(at, Tables.storable(new String(publication.value(), StandardCharsets.UTF_8)));
    }
}
