package ru.otklik.edge;

import static ru.otklik.topology.OperatorId.STORE_ALERTS;
import static ru.otklik.topology.OperatorId.STORE_ATTRIBUTION_METRICS;
import static ru.otklik.topology.OperatorId.STORE_AUTHORITY_METRICS;
import static ru.otklik.topology.OperatorId.STORE_BOARDS;
import static ru.otklik.topology.OperatorId.STORE_LIVE_BOARDS;
import static ru.otklik.topology.OperatorId.STORE_METRICS;
import static ru.otklik.topology.OperatorId.STORE_PAGE_METRICS;
import static ru.otklik.topology.OperatorId.STORE_REGION_METRICS;
import static ru.otklik.topology.OperatorId.STORE_SNAPSHOTS;

import java.util.List;
import java.util.Set;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import ru.otklik.operator.Publication;
import ru.otklik.schemas.Tables;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.JobSettings;
import ru.otklik.topology.OperatorId;
import ru.otklik.topology.Outlet;

/**
 * The tables of PostgreSQL: at least once, and the same in the end, since a row is a function of input and the tables
 * refuse what is not newer. Rows are keyed by primary key right before the sink, so that one subtask owns a row.
 */
final class PostgresOutlets {
    private static final int BATCH_ROWS = 500;
    private static final long BATCH_INTERVAL_MILLIS = 200;

    private PostgresOutlets() {}

    static List<Outlet> all(JobSettings.Postgres postgres) {
        return List.of(
                outlet(
                        STORE_METRICS,
                        Set.of(Topics.METRICS_MUNICIPALITY),
                        Tables.UPSERT_MUNICIPALITY_METRICS,
                        postgres),
                outlet(
                        STORE_ATTRIBUTION_METRICS,
                        Set.of(Topics.METRICS_ATTRIBUTION),
                        Tables.UPSERT_ATTRIBUTION_METRICS,
                        postgres),
                outlet(STORE_PAGE_METRICS, Set.of(Topics.METRICS_PAGES), Tables.UPSERT_PAGE_METRICS, postgres),
                outlet(
                        STORE_AUTHORITY_METRICS,
                        Set.of(Topics.METRICS_AUTHORITY),
                        Tables.UPSERT_AUTHORITY_METRICS,
                        postgres),
                outlet(STORE_REGION_METRICS, Set.of(Topics.METRICS_REGION), Tables.UPSERT_REGION_METRICS, postgres),
                outlet(
                        STORE_BOARDS,
                        Set.of(Topics.RANKINGS_ROLLING, Topics.RANKINGS_PERIOD),
                        Tables.UPSERT_BOARD,
                        postgres),
                outlet(STORE_SNAPSHOTS, Set.of(Topics.SNAPSHOTS_QUARTER), Tables.UPSERT_QUARTER_SNAPSHOT, postgres),
                outlet(STORE_ALERTS, Set.of(Topics.ALERTS), Tables.UPSERT_ALERT, postgres),
                outlet(STORE_LIVE_BOARDS, Set.of(Topics.RANKINGS_LIVE), Tables.UPSERT_LIVE_BOARD, postgres));
    }

    private static Outlet outlet(OperatorId id, Set<String> topics, String statement, JobSettings.Postgres postgres) {
        RowSink sink = new RowSink(
                statement,
                new PostgresConnections(postgres, "otklik-" + id.id()),
                JdbcExecutionOptions.builder()
                        .withBatchSize(BATCH_ROWS)
                        .withBatchIntervalMs(BATCH_INTERVAL_MILLIS)
                        .withMaxRetries(3)
                        .build());
        return publications -> id.on(publications
                .filter(publication -> topics.contains(publication.topic()))
                .name(id.id() + "-rows")
                .keyBy(Publication::key)
                .sinkTo(sink));
    }
}
