package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import ru.otklik.alerts.AlertState;
import ru.otklik.alerts.AlertStep;
import ru.otklik.alerts.AlertTable;

/** How alerts stand, and the story of one. */
final class Alerts {
    /** Last steps of all alerts, the newest hundred of each state with their documents: one pass over an index. */
    private static final String NEWEST = """
            with newest as (
                select distinct on (alert_id) alert_id, edition, revision, status, event_time from otklik.alert
                where ? = '' or region_id = ?
                order by alert_id desc, edition desc, revision desc),
            counted as (
                select alert_id, edition, revision, count(*) over (partition by status) as total,
                    row_number() over (partition by status order by event_time desc, alert_id) as line
                from newest)
            select step.status, counted.total, step.document::text as document
            from counted join otklik.alert as step using (alert_id, edition, revision)
            where counted.line <= 100
            order by step.status, counted.line
            """;

    private static final Pattern ALERT_ID = Pattern.compile("[0-9a-f]{64}");

    private final Database database;

    Alerts(Database database) {
        this.database = database;
    }

    /** Counts of each state, and the newest alerts of each. */
    ObjectNode answer(Query query) throws SQLException {
        String region = query.matching("region", Leaderboards.REGION);
        String only = region.matches("\\d+") ? region : "";
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode states = answer.putArray("states");
        Map<String, ObjectNode> byState = new HashMap<>();
        for (AlertState state : AlertState.values()) {
            ObjectNode node = states.addObject().put("state", state.name()).put("count", 0);
            node.putArray("alerts");
            byState.put(state.name(), node);
        }
        database.rows(
                NEWEST,
                row -> {
                    ObjectNode state = byState.get(row.getString("status"));
                    if (state != null) {
                        state.put("count", row.getLong("total"));
                        state.withArrayProperty("alerts").add(brief(AlertStep.parse(row.getString("document"))));
                    }
                },
                only,
                only);
        return answer;
    }

    /** Every step of an alert, whole. */
    ObjectNode steps(Query query) throws SQLException {
        String id = query.matching("id", ALERT_ID);
        return database.read(connection -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode steps = answer.putArray("steps");
            new AlertTable(connection).steps(id).forEach(step -> steps.add(step.document()));
            return answer;
        });
    }

    private static ObjectNode brief(AlertStep step) {
        ObjectNode brief = JsonNodeFactory.instance.objectNode();
        for (String field : List.of(
                "alertId",
                "at",
                "firedAt",
                "ruleKind",
                "severity",
                "text",
                "value",
                "threshold",
                "recovery",
                "unit",
                "reason",
                "suppressedBy")) {
            brief.set(field, step.document().path(field));
        }
        brief.set("municipality", step.document().path("subject").path("municipality"));
        return brief;
    }
}
