package ru.otklik.chaos;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;
import ru.otklik.schemas.Topics;

/** What readers see of the tables of results, and what was done to them. */
final class TableItems {
    /** The table of each topic that has one of values. */
    static final Map<String, String> TABLES = tables();

    /** The tables that keep every revision. */
    static final Map<String, String> HISTORIES =
            Map.of(Topics.ALERTS, "alert", Topics.SNAPSHOTS_QUARTER, "quarter_snapshot");

    private static final String WATCH = """
            create table if not exists public.chaos_decrease (relation text, was text, became text);
            create or replace function public.chaos_note() returns trigger language plpgsql security definer as $$
            begin
                if (new.edition, new.finality, new.revision, new.event_time)
                        < (old.edition, old.finality, old.revision, old.event_time) then
                    insert into public.chaos_decrease values (tg_table_name,
                        row(old.edition, old.finality, old.revision, old.event_time)::text,
                        row(new.edition, new.finality, new.revision, new.event_time)::text);
                end if;
                return null;
            end $$;
            """;

    private final Battlefield field;

    TableItems(Battlefield field) {
        this.field = field;
    }

    /** Has the database note every update that lets a row grow older; the job's own guard is not touched. */
    void watchForDecreases() {
        execute(WATCH);
        for (String table : TABLES.values()) {
            execute("create trigger chaos_watch after update on otklik." + table
                    + " for each row execute function public.chaos_note()");
        }
    }

    /** Takes the guards off that refuse what is not newer. */
    void dropGuards() {
        for (String table : TABLES.values()) {
            execute("drop trigger guard on otklik." + table);
        }
    }

    /** Updates by which a row grew older. */
    List<String> decreases() {
        return column("select relation || ': ' || was || ' became ' || became from public.chaos_decrease");
    }

    /** Updates that were to bring other content under the same version. */
    List<String> conflicts() {
        return column("select relation || ' ' || row_key || ' revision ' || revision from otklik.revision_conflict");
    }

    /** The rows of a topic's table. */
    List<Item> items(String topic, String table) {
        return column("select document::text from otklik." + table).stream()
                .map(document -> Item.of(topic, document.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private void execute(String sql) {
        try (Connection admin = connect();
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new Failure("the database refuses: " + Failure.because(e), e);
        }
    }

    private List<String> column(String query) {
        List<String> values = new ArrayList<>();
        try (Connection admin = connect();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new Failure("the tables cannot be read: " + Failure.because(e), e);
        }
    }

    private Connection connect() throws SQLException {
        return PostgresServer.connect(field.home(), field.state(), PostgresServer.ADMIN);
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put(Topics.METRICS_MUNICIPALITY, "municipality_metrics");
        tables.put(Topics.METRICS_AUTHORITY, "authority_metrics");
        tables.put(Topics.METRICS_REGION, "region_metrics");
        tables.put(Topics.RANKINGS_PERIOD, "board");
        return tables;
    }
}
