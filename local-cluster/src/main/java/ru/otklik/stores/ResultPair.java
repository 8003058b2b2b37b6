package ru.otklik.stores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.schemas.Topics;

/**
 * A topic of results and the table that keeps the newest version of each of its records.
 *
 * @param columns primary key of the table
 * @param places where the record has them, JSON pointers in the same order
 */
record ResultPair(String topic, String table, List<String> columns, List<String> places) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final List<ResultPair> ALL = List.of(
            ofPeriod(
                    Topics.METRICS_MUNICIPALITY,
                    "municipality_metrics",
                    List.of("municipality_id", "source"),
                    List.of("/municipality/id", "/source")),
            ofPeriod(
                    Topics.METRICS_AUTHORITY,
                    "authority_metrics",
                    List.of("region_id", "authority_id", "source"),
                    List.of("/authority/region", "/authority/id", "/source")),
            ofPeriod(
                    Topics.METRICS_REGION,
                    "region_metrics",
                    List.of("scope", "subject_id", "source"),
                    List.of("/subject/scope", "/subject/id", "/source")),
            ofPeriod(
                    Topics.METRICS_ATTRIBUTION,
                    "attribution_metrics",
                    List.of("municipality_id", "source"),
                    List.of("/municipality/id", "/source")),
            ofPeriod(Topics.METRICS_PAGES, "page_metrics", List.of("municipality_id"), List.of("/municipality/id")),
            ofPeriod(
                    Topics.RANKINGS_PERIOD,
                    "board",
                    List.of("scope", "subject", "board_group", "kind"),
                    List.of("/board/scope", "/board/subject", "/board/group", "/board/kind")));

    /** Which content one record or row has. */
    record Version(int edition, int finality, int revision, String hash) {
        /**
         * Whether this version stands for another one: it is newer, or the same. Of two preliminary versions nobody can tell
         * which is newer, so either stands for the other.
         */
        boolean covers(Version other) {
            if (edition != other.edition) {
                return edition > other.edition;
            }
            if (finality != other.finality) {
                return finality > other.finality;
            }
            if (revision != other.revision) {
                return revision > other.revision;
            }
            return finality == 0 || hash.equals(other.hash);
        }

        @Override
        public String toString() {
            return "edition " + edition + " revision " + revision + " "
                    + hash.substring(0, Math.min(12, hash.length()));
        }
    }

    /**
     * One record or row.
     *
     * @param key values of the key's columns
     */
    record Found(List<String> key, Version version) {}

    private static ResultPair ofPeriod(String topic, String table, List<String> columns, List<String> places) {
        List<String> allColumns = new ArrayList<>(columns);
        allColumns.addAll(List.of("period_kind", "period_label"));
        List<String> allPlaces = new ArrayList<>(places);
        allPlaces.addAll(List.of("/period/kind", "/period/label"));
        return new ResultPair(topic, table, List.copyOf(allColumns), List.copyOf(allPlaces));
    }

    /** Key and version of a record of the topic. */
    Found record(byte[] value) throws IOException {
        JsonNode record = JSON.readTree(value);
        return new Found(
                places.stream().map(place -> record.at(place).asText()).toList(),
                new Version(
                        record.path("edition").asInt(),
                        record.path("status").asText().equals("PRELIMINARY") ? 0 : 1,
                        record.path("revision").asInt(),
                        record.path("contentHash").asText()));
    }

    /** Rows with key and version; a condition may follow. */
    String select() {
        return "select " + String.join(", ", columns) + ", edition, finality, revision, content_hash from otklik."
                + table;
    }

    /** The condition for one key, its values as parameters. */
    String byKey() {
        return " where " + String.join(" = ? and ", columns) + " = ?";
    }

    /** Key and version of a row of {@link #select}. */
    Found row(ResultSet row) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            @Nullable String value = row.getString(i);
            key.add(value == null ? "" : value);
        }
        int next = columns.size();
        @Nullable String hash = row.getString(next + 4);
        return new Found(
                List.copyOf(key),
                new Version(
                        row.getInt(next + 1), row.getInt(next + 2), row.getInt(next + 3), hash == null ? "" : hash));
    }
}
