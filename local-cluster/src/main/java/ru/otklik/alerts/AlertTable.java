package ru.otklik.alerts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code otklik.alert}; of several editions of an alert the newest. */
public final class AlertTable {
    private static final String NEWEST = """
            select document::text from (
                select distinct on (alert_id) document, status, event_time, alert_id from otklik.alert
                where region_id like ?
                order by alert_id desc, edition desc, revision desc) as newest
            where status = ?
            order by event_time desc, alert_id limit ?
            """;
    private static final String COUNT = """
            select count(*) from (
                select distinct on (alert_id) status from otklik.alert
                where region_id like ?
                order by alert_id desc, edition desc, revision desc) as newest
            where status = ?
            """;
    private static final String STEPS = """
            select document::text from otklik.alert as step
            where alert_id like ? and edition =
                (select max(edition) from otklik.alert as other where other.alert_id = step.alert_id)
            order by alert_id, revision limit 10000
            """;

    private final Connection reader;

    public AlertTable(Connection reader) {
        this.reader = reader;
    }

    /**
     * Last steps of the alerts that stand so, the newest first.
     *
     * @param region code of a region, or % for all
     * @param most no more than these
     */
    public List<AlertStep> newest(AlertState state, String region, int most) throws SQLException {
        try (PreparedStatement query = reader.prepareStatement(NEWEST)) {
            query.setString(1, region);
            query.setString(2, state.name());
            query.setInt(3, most);
            return steps(query);
        }
    }

    /** How many alerts stand so. */
    public long count(AlertState state, String region) throws SQLException {
        try (PreparedStatement query = reader.prepareStatement(COUNT)) {
            query.setString(1, region);
            query.setString(2, state.name());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Every step of the alerts whose id begins so, in order of alert and step.
     *
     * @param beginning hexadecimal digits
     */
    public List<AlertStep> steps(String beginning) throws SQLException {
        try (PreparedStatement query = reader.prepareStatement(STEPS)) {
            query.setString(1, beginning + "%");
            return steps(query);
        }
    }

    private static List<AlertStep> steps(PreparedStatement query) throws SQLException {
        List<AlertStep> steps = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                steps.add(AlertStep.parse(row.getString(1)));
            }
        }
        return steps;
    }
}
