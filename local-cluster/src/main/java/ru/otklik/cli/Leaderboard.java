package ru.otklik.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ru.otklik.traffic.Gazetteer;

/** Rankings as the database holds them, as lines of text. */
final class Leaderboard {
    private static final String MISSING_TABLE = "42P01";
    private static final String MISSING_SCHEMA = "3F000";
    private static final String QUERY = """
            select subject, status, event_time, place, name, score, place_change
            from otklik.%s
            where scope = 'REGION_MUNICIPALITIES' and board_group = 'ALL' and kind = ? and period_label = ?
                and subject like ? and line <= ?
            order by subject, line
            """;

    private final String kind;
    private final String period;
    private final String region;
    private final int lines;
    private final Gazetteer gazetteer = Gazetteer.load();

    /**
     * A view of some boards.
     *
     * @param kind OVERALL, SPEED, DEADLINES, QUALITY or ACTIVITY
     * @param period label of the period
     * @param region code of a region, or % for all
     * @param lines places of each region
     */
    Leaderboard(String kind, String period, String region, int lines) {
        this.kind = kind;
        this.period = period;
        this.region = region;
        this.lines = lines;
    }

    /** The live boards, else the published ones; one sentence if there are none. */
    List<String> read(Connection reader) throws SQLException {
        try {
            for (String view : List.of("live_leaderboard", "leaderboard")) {
                List<String> text = read(reader, view);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        } catch (SQLException e) {
            if (!List.of(MISSING_TABLE, MISSING_SCHEMA).contains(e.getSQLState())) {
                throw e;
            }
        }
        return List.of("no board " + kind + " of " + period + " yet");
    }

    private List<String> read(Connection reader, String view) throws SQLException {
        Map<String, List<String>> byRegion = new LinkedHashMap<>();
        try (PreparedStatement query = reader.prepareStatement(QUERY.formatted(view))) {
            query.setString(1, kind);
            query.setString(2, period);
            query.setString(3, region);
            query.setInt(4, lines);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Instant at =
                            row.getObject("event_time", OffsetDateTime.class).toInstant();
                    String title = "%s · %s %s · %s · %s"
                            .formatted(
                                    gazetteer.regionName(row.getString("subject")),
                                    kind,
                                    period,
                                    row.getString("status"),
                                    at.truncatedTo(ChronoUnit.SECONDS));
                    byRegion.computeIfAbsent(title, key -> new ArrayList<>()).add(line(row));
                }
            }
        }
        List<String> text = new ArrayList<>();
        byRegion.forEach((title, entries) -> {
            text.add(title);
            text.addAll(entries);
        });
        return text;
    }

    private static String line(ResultSet row) throws SQLException {
        int change = row.getInt("place_change");
        String arrow = row.wasNull() || change == 0 ? "" : (change > 0 ? "▲" : "▼") + Math.abs(change);
        return String.format(
                Locale.ROOT,
                "%4d  %-44s %7.1f  %s",
                row.getInt("place"),
                row.getString("name"),
                row.getDouble("score"),
                arrow);
    }
}
