package ru.otklik.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.Replay;
import ru.otklik.cli.Otklik;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.traffic.Disturbance;
import ru.otklik.traffic.TrafficGenerator;
import ru.otklik.traffic.TrafficProfile;

/** Made-up exports of 30,000 rows in every layout say the same as the events told straight. */
class ImportedExportTest {
    private static final int ROWS = 30_000;
    private static final List<String> WORKBOOKS = List.of("im-cabinet", "im-monitoring");
    private static final Instant FROM = Instant.parse("2023-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2023-03-20T00:00:00Z");

    @TempDir
    private static Path folder = Path.of("");

    private static final Map<String, MadeUpExport> EXPORTS = new LinkedHashMap<>();

    @BeforeAll
    static void makeUp() {
        ReferenceData reference = ReferenceFiles.shipped();
        Layouts.names().forEach(layout -> EXPORTS.put(layout, new MadeUpExport(layout, reference)));
        List<String> social = List.of("im-cabinet", "im-monitoring", "im-older");
        int turn = 0;
        for (List<JsonNode> incident : incidents()) {
            boolean isPortal = incident.get(0).path("source").asText().equals("POS");
            MadeUpExport export = EXPORTS.get(isPortal ? "pos" : social.get(turn++ % social.size()));
            if (export != null && export.size() < ROWS) {
                export.add(incident);
            }
        }
    }

    private static Iterable<List<JsonNode>> incidents() {
        TrafficProfile profile = new TrafficProfile(
                "test",
                "",
                new TreeMap<>(Map.of("10000000", 600.0, "25000000", 600.0, "33000000", 600.0, "87000000", 600.0)),
                1);
        TrafficGenerator generator = new TrafficGenerator(profile, 7, FROM, UNTIL, Disturbance.NONE);
        Map<String, List<String>> lines = new LinkedHashMap<>();
        while (generator.nextAt() < UNTIL.toEpochMilli()) {
            var record = generator.next();
            lines.computeIfAbsent(record.event().incident().id(), id -> new ArrayList<>(4))
                    .add(new String(record.value(), StandardCharsets.UTF_8));
        }
        return () -> lines.values().stream()
                .map(each -> each.stream().map(MadeUpExport::tree).toList())
                .iterator();
    }

    private static Path write(String layout, int rows) throws IOException {
        MadeUpExport export = export(layout);
        Path file = folder.resolve(layout + "-" + rows + (WORKBOOKS.contains(layout) ? ".xlsx" : ".csv"));
        if (layout.equals("im-older")) {
            export.writeCsv(file, rows, Charset.forName("windows-1251"), ';');
        } else if (layout.equals("pos")) {
            export.writeCsv(file, rows, StandardCharsets.UTF_8, ',');
        } else {
            export.writeXlsx(file, rows);
        }
        return file;
    }

    private static MadeUpExport export(String layout) {
        MadeUpExport export = EXPORTS.get(layout);
        if (export == null) {
            throw new IllegalStateException(layout);
        }
        return export;
    }

    private static Path imported(String layout, Path export, String name) {
        Path out = folder.resolve(name);
        assertThat(Otklik.run("import", "--layout", layout, "--out", out.toString(), export.toString()))
                .isZero();
        return out;
    }

    @Test
    void equalsTheEventsToldStraight() throws Exception {
        List<String> importedFiles = new ArrayList<>();
        List<Map<String, String>> straight = new ArrayList<>();
        for (String layout : EXPORTS.keySet()) {
            assertThat(export(layout).size()).as(layout).isEqualTo(ROWS);
            Path out = imported(layout, write(layout, ROWS), layout + ".ndjson");
            importedFiles.add(out.toString());
            String text = Files.readString(out);

            assertThat(text).doesNotContain(MadeUpExport.CANARY);
            assertThat(sorted(text.lines().map(ImportedExportTest::normal)))
                    .as(layout)
                    .isEqualTo(sorted(export(layout).events().stream()));
            straight.addAll(export(layout).events());
        }

        Path direct = writeStraight(straight);
        assertThat(replay("of-imports", importedFiles)).isEqualTo(replay("of-events", List.of(direct.toString())));
    }

    @Test
    void addsOnlyWhatIsNew() throws Exception {
        for (String layout : List.of("im-monitoring", "pos")) {
            Path first = write(layout, 2_000);
            Path next = write(layout, 3_000);
            Path archive = imported(layout, first, layout + "-archive.ndjson.gz");
            imported(layout, next, layout + "-archive.ndjson.gz");
            byte[] both = Files.readAllBytes(archive);
            Path alone = imported(layout, next, layout + "-alone.ndjson.gz");

            assertThat(both).as(layout).isEqualTo(Files.readAllBytes(alone));

            imported(layout, first, layout + "-archive.ndjson.gz");
            imported(layout, next, layout + "-archive.ndjson.gz");

            assertThat(Files.readAllBytes(archive)).as(layout).isEqualTo(both);
        }
    }

    private static Map<String, String> normal(String line) {
        Map<String, String> fields = MadeUpExport.fields(MadeUpExport.tree(line));
        fields.remove("eventId");
        fields.replaceAll((name, text) -> name.equals("occurredAt") || name.equals("resolveBy")
                ? OffsetDateTime.parse(text).toInstant().toString()
                : text);
        return fields;
    }

    /** One text for each event, its times as instants, in an order that only the content decides. */
    private static List<String> sorted(Stream<Map<String, String>> events) {
        return events.map(fields -> {
                    Map<String, String> ordered = new TreeMap<>(fields);
                    ordered.computeIfPresent(
                            "resolveBy", (name, text) -> Instant.parse(text).toString());
                    return ordered.toString();
                })
                .sorted()
                .toList();
    }

    private static Path writeStraight(List<Map<String, String>> events) throws IOException {
        List<Map<String, String>> ordered = new ArrayList<>(events);
        ordered.sort(Comparator.comparing(event -> Instant.parse(event.getOrDefault("occurredAt", ""))));
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (Map<String, String> event : ordered) {
            StringBuilder line =
                    new StringBuilder("{\"eventId\":\"e").append(++number).append('"');
            event.forEach((name, text) -> {
                boolean isBare = name.equals("final") || name.equals("rating");
                line.append(",\"").append(name).append("\":");
                line.append(isBare ? text : "\"" + text + "\"");
            });
            lines.add(line.append('}').toString());
        }
        return Files.write(folder.resolve("straight.ndjson"), lines);
    }

    /** File to content of what a replay makes of events. */
    private static Map<String, String> replay(String name, List<String> files) throws Exception {
        Path out = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("--alert-rules", "none", "--periods", "MONTH,QUARTER"));
        arguments.addAll(List.of("--as-of", "2023-04-02T00:00:00+03:00", "--out", out.toString()));
        arguments.addAll(files);
        assertThat(Replay.run(arguments.toArray(String[]::new)).rejected()).isZero();
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> written = Files.list(out)) {
            for (Path file : written.filter(Files::isRegularFile).toList()) {
                contents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        assertThat(contents.getOrDefault("metrics.municipality.ndjson", "")).contains("\"registered\"");
        return contents;
    }
}
