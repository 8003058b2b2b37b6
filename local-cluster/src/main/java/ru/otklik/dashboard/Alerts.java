package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import ru.otklik.alerts.AlertState;
import ru.otklik.alerts.AlertStep;
import ru.otklik.alerts.AlertTable;

/** How alerts stand, and the story of one. */
final class Alerts {
    private static final int MOST = 200;
    private static final Pattern ALERT_ID = Pattern.compile("[0-9a-f]{64}");

    private final Database database;

    Alerts(Database database) {
        this.database = database;
    }

    /** Counts of each state, and the newest alerts of each. */
    ObjectNode answer(Query query) throws SQLException {
        String region = query.matching("region", Leaderboards.REGION);
        String pattern = region.matches("\\d+") ? region : "%";
        return database.read(connection -> {
            AlertTable table = new AlertTable(connection);
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode states = answer.putArray("states");
            for (AlertState state : AlertState.values()) {
                ObjectNode node = states.addObject().put("state", state.name());
                node.put("count", table.count(state, pattern));
                ArrayNode alerts = node.putArray("alerts");
                table.newest(state, pattern, MOST).forEach(step -> alerts.add(brief(step)));
            }
            return answer;
        });
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
                "rule",
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
