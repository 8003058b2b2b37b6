package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Incidents whose deadline is less than an hour away by event time, as far as a rule of the kind {@code INCIDENT_DEADLINE_NEAR}
 * watches them: the job keeps no table of open incidents, so without such a rule nothing is known of them.
 */
final class NearDeadlines {
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    /** Alerts that go on, those that nobody is told of included: a silence moves no deadline. */
    private static final String STANDING = """
            with newest as (
                select distinct on (alert_id) alert_id, edition, revision, status from otklik.alert
                where ? = '' or region_id = ?
                order by alert_id desc, edition desc, revision desc)
            select step.document::text
            from newest join otklik.alert as step using (alert_id, edition, revision)
            where newest.status <> 'RESOLVED' and step.document ->> 'ruleKind' = 'INCIDENT_DEADLINE_NEAR'
            """;

    /** How far the live boards have come is how far the job has come. */
    private static final String REACHED = """
            select max(event_time) as event_time from otklik.live_board where ? = '' or subject = ?
            """;

    private final Database database;

    NearDeadlines(Database database) {
        this.database = database;
    }

    /** The incidents in order of their deadlines, each with the milliseconds left; none before the first live board. */
    ObjectNode answer(Query query) throws SQLException {
        String region = query.matching("region", Leaderboards.REGION);
        String only = region.matches("\\d+") ? region : "";
        Instant reached = reached(only);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("eventTime", reached == null ? null : reached.toString());
        answer.putArray("incidents").addAll(reached == null ? List.of() : incidents(only, reached));
        return answer;
    }

    private @Nullable Instant reached(String region) throws SQLException {
        List<Instant> found = new ArrayList<>();
        database.rows(
                REACHED,
                row -> {
                    Timestamp time = row.getTimestamp("event_time");
                    if (time != null) {
                        found.add(time.toInstant());
                    }
                },
                region,
                region);
        return found.isEmpty() ? null : found.get(0);
    }

    private List<ObjectNode> incidents(String region, Instant reached) throws SQLException {
        List<ObjectNode> found = new ArrayList<>();
        database.rows(
                STANDING,
                row -> {
                    ObjectNode incident = incident(Leaderboards.read(row.getString(1)), reached);
                    if (incident != null) {
                        found.add(incident);
                    }
                },
                region,
                region);
        found.sort(
                Comparator.comparingLong(incident -> incident.path("leftMillis").longValue()));
        return found;
    }

    private static @Nullable ObjectNode incident(JsonNode alert, Instant reached) {
        Instant due = Instant.parse(alert.path("deadline").path("due").asText());
        long left = Duration.between(reached, due).toMillis();
        if (left < 0 || left >= HOUR_MILLIS) {
            return null;
        }
        ObjectNode incident = JsonNodeFactory.instance.objectNode();
        incident.put("due", due.toString()).put("leftMillis", left);
        for (String field : new String[] {"alertId", "severity", "text"}) {
            incident.set(field, alert.path(field));
        }
        incident.set("municipality", alert.path("subject").path("municipality").path("name"));
        incident.set("incident", alert.path("subject").path("incidentId"));
        incident.set("stage", alert.path("deadline").path("stage"));
        return incident;
    }
}
