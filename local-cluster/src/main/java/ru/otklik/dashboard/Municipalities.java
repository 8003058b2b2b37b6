package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.regex.Pattern;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/** Everything the tables know of one municipality: the figures of a period, what went before, its places. */
final class Municipalities {
    private static final Pattern ID = Pattern.compile("\\d{8}");
    private static final String FIGURES = """
            select document::text from otklik.municipality_metrics
            where municipality_id = ? and period_kind = ? and period_label = ? and source = ?
            """;
    /** A year and a month of days, and every longer period. */
    private static final String HISTORY = """
            select period_kind, period_label, status, registered, responded, resolved, open, overdue,
                response_median_millis as median, response_compliance as share,
                (document ->> 'transferredIn')::bigint as transferred_in,
                (document ->> 'transferredOut')::bigint as transferred_out
            from otklik.municipality_metrics
            where municipality_id = ? and source = ? and period_kind <> 'ROLLING'
            order by period_kind, period_start desc
            limit 600
            """;

    private static final String PLACES = """
            select b.period_kind, b.period_label, b.status, b.methodology, b.ranked,
                jsonb_path_query_first(b.document, '$.entries[*] ? (@.id == $id)', jsonb_build_object('id', ?::text))::text
                    as entry
            from otklik.board as b
            where b.scope = 'REGION_MUNICIPALITIES' and b.subject = ? and b.board_group = 'ALL' and b.kind = ?
            order by b.period_kind, b.period_start
            """;
    /** Of months and quarters: the same outcomes by registration and by due date. */
    private static final String ATTRIBUTION = """
            select document::text from otklik.attribution_metrics
            where municipality_id = ? and period_kind = ? and period_label = ? and source = ?
            """;

    /** The place among those with the same load, in one period. */
    private static final String PEERS = """
            select b.board_group, jsonb_array_length(b.document -> 'entries') as ranked,
                jsonb_path_query_first(b.document, '$.entries[*] ? (@.id == $id)', jsonb_build_object('id', ?::text))
                    ->> 'place' as place
            from %s as b
            where b.scope = 'REGION_MUNICIPALITIES' and b.subject = ? and b.board_group <> 'ALL' and b.kind = ?
                and b.period_kind = ? and b.period_label = ?
            """;

    private static final String REGION =
            "select region_id from otklik.municipality_metrics where municipality_id = ? limit 1";

    private final Database database;
    private final ReferenceData reference;

    Municipalities(Database database, ReferenceData reference) {
        this.database = database;
        this.reference = reference;
    }

    ObjectNode answer(Query query) throws SQLException {
        String id = query.matching("id", ID);
        Period period = Period.of(query);
        String source = query.oneOf("source", Leaderboards.SOURCES);
        String kind = query.oneOf("kind", Leaderboards.KINDS);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("id", id);
        database.rows(REGION, row -> answer.put("region", row.getString(1)), id);
        answer.putNull("figures");
        database.rows(
                FIGURES,
                row -> answer.set("figures", Leaderboards.read(row.getString(1))),
                id,
                period.kind(),
                period.label(),
                source);
        answer.putNull("attribution");
        database.rows(
                ATTRIBUTION,
                row -> answer.set("attribution", Leaderboards.read(row.getString(1))),
                id,
                period.kind(),
                period.label(),
                source);
        addWorkingHours(
                answer.putArray("workingHours"), id, answer.path("attribution").path("period"));
        addHistory(answer.putArray("history"), id, source);
        String region = answer.path("region").asText();
        addPlaces(answer.putArray("places"), id, region, kind);
        answer.putNull("peers");
        database.rows(
                PEERS.formatted(period.boardTable()),
                row -> {
                    if (row.getString("place") != null) {
                        answer.putObject("peers")
                                .put("group", row.getString("board_group"))
                                .put("ranked", row.getInt("ranked"))
                                .put("place", row.getInt("place"));
                    }
                },
                id,
                region,
                kind,
                period.kind(),
                period.label());
        return answer;
    }

    private void addWorkingHours(ArrayNode hours, String id, JsonNode period) {
        Municipality municipality = reference.findMunicipality(id);
        if (municipality != null && period.has("start")) {
            WorkingHours.addTo(
                    hours,
                    reference.calendarOf(municipality),
                    period.path("start").asText(),
                    period.path("end").asText());
        }
    }

    private void addHistory(ArrayNode history, String id, String source) throws SQLException {
        database.rows(
                HISTORY,
                row -> {
                    ObjectNode point = history.addObject();
                    point.put("kind", row.getString("period_kind")).put("label", row.getString("period_label"));
                    point.put("status", row.getString("status"));
                    for (String count :
                            new String[] {"registered", "responded", "resolved", "open", "overdue", "median"}) {
                        long value = row.getLong(count);
                        point.put(count, row.wasNull() ? null : value);
                    }
                    point.put("share", row.getBigDecimal("share"));
                    point.put("in", row.getLong("transferred_in")).put("out", row.getLong("transferred_out"));
                },
                id,
                source);
    }

    private void addPlaces(ArrayNode places, String id, String region, String kind) throws SQLException {
        database.rows(
                PLACES,
                row -> {
                    String entry = row.getString("entry");
                    ObjectNode place = places.addObject();
                    place.put("kind", row.getString("period_kind")).put("label", row.getString("period_label"));
                    place.put("status", row.getString("status")).put("methodology", row.getString("methodology"));
                    place.put("ranked", row.getInt("ranked"));
                    place.set("entry", entry == null ? JsonNodeFactory.instance.nullNode() : Leaderboards.read(entry));
                },
                id,
                region,
                kind);
    }
}
