package ru.otklik.methodology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/** What was published about one region and period: figures of its municipalities, boards. */
public final class PublishedPeriod {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String FIGURES = """
            select document::text from otklik.municipality_metrics
            where period_label = ? and document -> 'municipality' ->> 'region' = ?
            """;
    private static final String PAGES = """
            select document::text from otklik.page_metrics
            where period_label = ? and document -> 'municipality' ->> 'region' = ?
            """;
    private static final String BOARDS = """
            select document::text from otklik.board
            where period_label = ? and subject = ? and scope = 'REGION_MUNICIPALITIES' and board_group = 'ALL'
            """;

    private final String region;
    private final String label;
    private final Map<String, PublishedFigures> municipalities = new TreeMap<>();
    private final Map<String, JsonNode> boards = new TreeMap<>();
    private @Nullable JsonNode period;

    private PublishedPeriod(String region, String label) {
        this.region = region;
        this.label = label;
    }

    /**
     * Reads what a replay wrote.
     *
     * @param directory with metrics.municipality.ndjson; metrics.pages.ndjson if pages are to be counted, and
     *     rankings.period.ndjson if boards are to be compared
     */
    public static PublishedPeriod fromReplay(Path directory, String region, String label) throws IOException {
        Path figures = directory.resolve("metrics.municipality.ndjson");
        if (!Files.isReadable(figures)) {
            throw new Failure("there is no " + figures + "; name the directory that a replay wrote (its --out)");
        }
        PublishedPeriod published = new PublishedPeriod(region, label);
        published.readLines(figures);
        for (String name : List.of("metrics.pages.ndjson", "rankings.period.ndjson")) {
            Path file = directory.resolve(name);
            if (Files.isReadable(file)) {
                published.readLines(file);
            }
        }
        return published;
    }

    private void readLines(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // Most lines are about something else; parsing them all would take minutes.
                if (line.contains('"' + label + '"') && line.contains('"' + region + '"')) {
                    take(parse(line));
                }
            }
        }
    }

    /** Reads what the database holds. */
    public static PublishedPeriod fromDatabase(Connection reader, String region, String label) throws SQLException {
        PublishedPeriod published = new PublishedPeriod(region, label);
        for (String query : List.of(FIGURES, PAGES, BOARDS)) {
            try (PreparedStatement statement = reader.prepareStatement(query)) {
                statement.setString(1, label);
                statement.setString(2, region);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        published.take(parse(rows.getString(1)));
                    }
                }
            }
        }
        return published;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Failure("a published record is no JSON: " + Failure.because(e), e);
        }
    }

    private void take(JsonNode record) {
        if (!record.path("period").path("label").asText().equals(label)) {
            return;
        }
        JsonNode municipality = record.path("municipality");
        JsonNode board = record.path("board");
        if (municipality.path("region").asText().equals(region) && record.has("reports")) {
            PublishedFigures known = municipalities.get(municipality.path("id").asText());
            if (known != null) {
                known.takePages(record);
            }
        } else if (municipality.path("region").asText().equals(region)) {
            period = record.path("period");
            municipalities
                    .computeIfAbsent(municipality.path("id").asText(), id -> PublishedFigures.of(record))
                    .take(record);
        } else if (board.path("subject").asText().equals(region)
                && board.path("scope").asText().equals("REGION_MUNICIPALITIES")
                && board.path("group").asText().equals("ALL")) {
            boards.merge(board.path("kind").asText(), record, PublishedFigures::newer);
        }
    }

    public String region() {
        return region;
    }

    public String label() {
        return label;
    }

    List<PublishedFigures> municipalities() {
        return new ArrayList<>(municipalities.values());
    }

    /** The newest board of a kind; null if there is none. */
    @Nullable
    JsonNode board(String kind) {
        return boards.get(kind);
    }

    /** MONTH, QUARTER, ...; fails if nothing was published. */
    String kind() {
        return required().path("kind").asText();
    }

    /** First instant, epoch milliseconds. */
    long startMillis() {
        return OffsetDateTime.parse(required().path("start").asText())
                .toInstant()
                .toEpochMilli();
    }

    private JsonNode required() {
        if (period == null) {
            throw new Failure("nothing is published about region " + region + " and period " + label
                    + "; periods are written as 2023-04, 2023-Q2, 2023");
        }
        return period;
    }
}
