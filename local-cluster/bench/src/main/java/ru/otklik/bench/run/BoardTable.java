package ru.otklik.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Looks into the table of live boards every 10 ms and tells a {@link Freshness} of each region's board. */
final class BoardTable implements AutoCloseable {
    private static final long PERIOD_MILLIS = 10;
    private static final String QUERY =
            "select subject, max(event_time) from otklik.live_board where kind = 'OVERALL' group by subject";

    private final Freshness freshness;
    private final Connection connection;
    private final PreparedStatement query;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();

    @SuppressWarnings("FutureReturnValueIgnored") // a look keeps its own failure
    BoardTable(Options options, Freshness freshness) throws Exception {
        this.freshness = freshness;
        connection = DriverManager.getConnection(
                options.text("postgres.url"),
                options.text("postgres.user"),
                Files.readString(Path.of(options.text("postgres.password-file")))
                        .strip());
        query = connection.prepareStatement(QUERY);
        clock.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try (ResultSet boards = query.executeQuery()) {
            while (boards.next()) {
                freshness.seen(boards.getString(1), boards.getTimestamp(2).getTime());
            }
        } catch (SQLException e) {
            failure.set(e);
        }
    }

    /** Fails if a look has. */
    void check() {
        SQLException cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the table of live boards cannot be read", cause);
        }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
            clock.shutdownNow();
        }
        connection.close();
    }
}
