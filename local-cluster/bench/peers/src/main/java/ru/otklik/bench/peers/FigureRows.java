package ru.otklik.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads rows in the shape of {@code metrics.municipality}: an object a line, figures nested at will. */
final class FigureRows {
    private static final ObjectReader JSON = new ObjectMapper().reader();

    private FigureRows() {}

    /**
     * One row.
     *
     * @param key municipality and period
     * @param end end of the period; null if the row does not say
     * @param figures by their names, those of nested objects joined by dots; null where there is no value
     * @param record the whole of it
     */
    record FigureRow(
            FigureKey key, @Nullable Instant end, Map<String, @Nullable BigDecimal> figures, JsonNode record) {}

    /**
     * What a row is about.
     *
     * @param municipality id
     * @param period MONTH, QUARTER and so on, or the label of a rolling one
     * @param label label of a calendar period; of a rolling one its end in UTC
     */
    record FigureKey(String municipality, String period, String label) implements Comparable<FigureKey> {
        @Override
        public int compareTo(FigureKey other) {
            int byMunicipality = municipality.compareTo(other.municipality);
            if (byMunicipality != 0) {
                return byMunicipality;
            }
            int byPeriod = period.compareTo(other.period);
            return byPeriod != 0 ? byPeriod : label.compareTo(other.label);
        }
    }

    /** Reads a file, or each file of a directory whose name does not begin with a dot or an underscore. */
    static void read(Path path, Consumer<FigureRow> rows) throws IOException {
        if (!Files.isDirectory(path)) {
            readFile(path, rows);
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(FigureRows::holdsRows).sorted().toList()) {
                readFile(file, rows);
            }
        }
    }

    private static boolean holdsRows(Path file) {
        String name = file.getFileName().toString();
        boolean isHidden = name.startsWith(".") || name.startsWith("_");
        return Files.isRegularFile(file) && !isHidden && !name.endsWith(".csv");
    }

    private static void readFile(Path file, Consumer<FigureRow> rows) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.lines().filter(line -> !line.isBlank()).map(FigureRows::parse).forEach(rows);
        }
    }

    private static FigureRow parse(String line) {
        JsonNode record;
        try {
            record = JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("not a JSON row: " + line, e);
        }
        JsonNode period = record.path("period");
        Instant end = period.hasNonNull("end")
                ? OffsetDateTime.parse(period.path("end").asText()).toInstant()
                : null;
        boolean isRolling = period.path("kind").asText().equals("ROLLING");
        FigureKey key = new FigureKey(
                record.path("municipality").path("id").asText(),
                period.path(isRolling ? "label" : "kind").asText(),
                isRolling ? String.valueOf(end) : period.path("label").asText());
        Map<String, @Nullable BigDecimal> figures = new TreeMap<>();
        record.properties().forEach(member -> flatten(member.getKey(), member.getValue(), figures));
        return new FigureRow(key, end, figures, record);
    }

    /** Numbers and nulls are figures; texts name things. */
    private static void flatten(String name, JsonNode node, Map<String, @Nullable BigDecimal> figures) {
        if (node.isObject()) {
            node.properties().forEach(member -> flatten(name + "." + member.getKey(), member.getValue(), figures));
        } else if (node.isNumber()) {
            figures.put(name, node.decimalValue());
        } else if (node.isNull()) {
            figures.put(name, null);
        }
    }
}
