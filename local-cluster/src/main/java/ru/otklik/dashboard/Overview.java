package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.reference.Region;

/** What there is to choose from: regions with boards, and periods. */
final class Overview {
    private static final String REGIONS = """
            select subject, bool_or(board_group <> 'ALL') as has_groups from (
                select subject, board_group from otklik.board where scope = 'REGION_MUNICIPALITIES'
                union select subject, board_group from otklik.live_board where scope = 'REGION_MUNICIPALITIES') as every
            group by subject
            order by subject
            """;
    private static final String PERIODS = """
            select period_kind, period_label, min(period_start) as start, max(period_end) as "end",
                max(status) as status, max(event_time) as event_time
            from otklik.board where kind = 'OVERALL' and board_group = 'ALL'
            group by period_kind, period_label
            order by array_position(array['ROLLING', 'MONTH', 'QUARTER', 'YEAR'], period_kind), start desc, period_label
            """;
    private static final String LIVE = """
            select period_label, max(event_time) as event_time from otklik.live_board
            where kind = 'OVERALL' and board_group = 'ALL' group by period_label order by period_label
            """;

    private final Database database;
    private final ReferenceData reference;

    Overview(Database database, ReferenceData reference) {
        this.database = database;
        this.reference = reference;
    }

    ObjectNode answer() throws SQLException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode regions = answer.putArray("regions");
        database.rows(REGIONS, row -> {
            String code = row.getString(1);
            regions.addObject().put("id", code).put("name", name(code)).put("hasGroups", row.getBoolean(2));
        });
        ArrayNode periods = answer.putArray("periods");
        database.rows(
                LIVE,
                row -> periods.addObject()
                        .put("kind", "LIVE")
                        .put("label", row.getString("period_label"))
                        .put(
                                "eventTime",
                                row.getTimestamp("event_time").toInstant().toString()));
        database.rows(
                PERIODS,
                row -> periods.addObject()
                        .put("kind", row.getString("period_kind"))
                        .put("label", row.getString("period_label"))
                        .put("status", row.getString("status"))
                        .put(
                                "eventTime",
                                row.getTimestamp("event_time").toInstant().toString()));
        answer.put("reference", reference.version());
        ArrayNode zones = answer.putArray("kinds");
        Leaderboards.KINDS.forEach(zones::add);
        addUnits(answer.putArray("units"));
        return answer;
    }

    private static void addUnits(ArrayNode units) {
        List.of(ru.otklik.domain.clock.NormUnit.values()).forEach(unit -> units.add(unit.name()));
    }

    private String name(String code) {
        Region region = reference.findRegion(code);
        return region == null ? code : region.name();
    }
}
