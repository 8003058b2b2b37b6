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
import org.jspecify.annotations.Nullable;
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

    private static final String LIVE_PERIOD = "P30D";
    private static final String NEWEST = """
            select period_label from otklik.board
            where scope = 'REGION_MUNICIPALITIES' and board_group = 'ALL' and kind = ?
            order by event_time desc, period_start limit 1
            """;

    private final String kind;
    private final @Nullable String period;
    private final String region;
    private final int lines;
    private final Gazetteer gazetteer = Gazetteer.load();

    /**
     * A view of some boards.
     *
     * @param kind OVERALL, SPEED, DEADLINES, QUALITY or ACTIVITY
     * @param period label of the period; null for the last 30 days, or what was published last if they are not there
     * @param region code of a region, or % for all
     * @param lines places of each region
     */
    Leaderboard(String kind, @Nullable String period, String region, int lines) {
        this.kind = kind;
        this.period = period;
        this.region = region;
        this.lines = lines;
    }

    /** The live boards, else the published ones; no line if there are none. */
    List<String> read(Connection reader) throws SQLException {
        try {
            String label = period == null ? LIVE_PERIOD : period;
            List<String> text = read(reader, label);
            return text.isEmpty() && period == null ? read(reader, newest(reader)) : text;
        } catch (SQLException e) {
            if (!List.of(MISSING_TABLE, MISSING_SCHEMA).contains(e.getSQLState())) {
                throw e;
            }
        }
        return List.of();
    }

    private List<String> read(Connection reader, String label) throws SQLException {
        List<String> live = read(reader, "live_leaderboard", label);
        return live.isEmpty() ? read(reader, "leaderboard", label) : live;
    }

    private String newest(Connection reader) throws SQLException {
        try (PreparedStatement query = reader.prepareStatement(NEWEST)) {
            query.setString(1, kind);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : LIVE_PERIOD;
            }
        }
    }

    private List<String> read(Connection reader, String view, String label) throws SQLException {
        Map<String, List<String>> byRegion = new LinkedHashMap<>();
        try (PreparedStatement query = reader.prepareStatement(QUERY.formatted(view))) {
            query.setString(1, kind);
            query.setString(2, label);
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
                                    label,
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
