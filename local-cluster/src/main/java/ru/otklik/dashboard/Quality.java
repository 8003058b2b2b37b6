package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;

/** Whether the figures can be trusted: refused records, conflicts of revisions, how far each region's data reach. */
final class Quality {
    private static final String CONFLICTS = """
            select relation, count(*) as conflicts, max(seen_at) as last from otklik.revision_conflict
            group by relation order by relation
            """;
    private static final String REACHED = """
            select subject, max(event_time) as event_time, max(written_at) as written_at from otklik.live_board
            where scope = 'REGION_MUNICIPALITIES' group by subject order by subject
            """;

    private final Database database;
    private final RefusalTally refusals;
    private final TopicReader topics;

    Quality(Database database, RefusalTally refusals, TopicReader topics) {
        this.database = database;
        this.refusals = refusals;
        this.topics = topics;
    }

    ObjectNode answer() throws SQLException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("isBrokerThere", topics.isConnected());
        answer.put("eventTime", topics.eventTime());
        answer.set("refusals", refusals.json());
        ArrayNode conflicts = answer.putArray("conflicts");
        database.rows(
                CONFLICTS,
                row -> conflicts
                        .addObject()
                        .put("relation", row.getString("relation"))
                        .put("count", row.getLong("conflicts"))
                        .put("last", row.getTimestamp("last").toInstant().toString()));
        ArrayNode reached = answer.putArray("regions");
        database.rows(
                REACHED,
                row -> reached.addObject()
                        .put("region", row.getString("subject"))
                        .put(
                                "eventTime",
                                row.getTimestamp("event_time").toInstant().toString())
                        .put(
                                "writtenAt",
                                row.getTimestamp("written_at").toInstant().toString()));
        return answer;
    }
}
