package ru.otklik.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

class MethodologyCommandTest {
    private static final String SHIPPED = new String(
            ReferenceFiles.files(null, Overrides.NONE).get("methodology/default-1.json"), StandardCharsets.UTF_8);
    private static final String OTHER =
            SHIPPED.replace("default-1", "other").replace("2018-01-01T00:00:00+03:00", "2024-07-01T00:00:00+03:00");

    @TempDir
    private Path path;

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource({
        "default-1, default-1, 0",
        "'\"weight\": 0.4', '\"weight\": 0', 1",
        "'\"DENSE\"', '\"SPARSE\"', 1",
        "'\"other\"', '\"default-1\"', 1",
        "2024-07-01, 2018-01-01, 1",
        "'{', '[', 1"
    })
    void checkTellsByItsExitCode(String old, String replacement, int exit) throws IOException {
        Path file = Files.writeString(path.resolve("m.json"), OTHER.replace(old, replacement));

        assertThat(Otklik.run("methodology", "check", file.toString())).isEqualTo(exit);
    }

    /** Three municipalities: the quick one misses deadlines, the slow one keeps them, the third has no cases. */
    @Test
    void whatIfSaysWhoMovesAndWhy() throws IOException {
        Files.writeString(
                path.resolve("metrics.municipality.ndjson"),
                figures("87701000", "Быстрый", 0, 100, 80, 3_600_000)
                        + figures("87702000", "Точный", 0, 100, 99, 28_800_000)
                        + figures("87703000", "Тихий", 0, 100, 0, 0)
                        // An older revision, which a newer one has replaced.
                        + figures("87701000", "Быстрый", -1, 100, 0, 28_800_000));
        Path other = Files.writeString(
                path.resolve("m.json"),
                OTHER.replace("\"ALL\", \"weight\": 0.2,", "\"ALL\", \"weight\": 0.02,")
                        .replace("\"ALL\", \"weight\": 0.1,", "\"ALL\", \"weight\": 0.01,")
                        .replace(
                                "\"responseDeadline.compliance\", \"source\": \"INCIDENT_MANAGEMENT\", \"weight\": 0.4",
                                "\"responseDeadline.compliance\", \"source\": \"INCIDENT_MANAGEMENT\", \"weight\": 0.05"));
        Path json = path.resolve("out.json");

        int exit = Otklik.run(
                "methodology",
                "what-if",
                "--period",
                "2023-Q2",
                "--region",
                "87000000",
                "--from",
                path.toString(),
                "--json",
                json.toString(),
                other.toString());

        assertThat(exit).isZero();
        JsonNode page = new ObjectMapper().readTree(json.toFile());
        assertThat(page.path("methodology").asText()).isEqualTo("default-1");
        assertThat(page.path("municipalities").findValuesAsText("name")).containsExactly("Быстрый", "Точный", "Тихий");
        JsonNode quick = page.path("municipalities").get(0);
        assertThat(quick.path("before").path("place").asInt()).isEqualTo(2);
        assertThat(quick.path("after").path("place").asInt()).isEqualTo(1);
        assertThat(quick.path("placesGained").asInt()).isEqualTo(1);
        // Before: 0.4 of 33.3 and 0.2 of 100 by a weight of 0.6; after: 0.05 and 0.2 by 0.25.
        assertThat(quick.path("before").path("score").asDouble()).isEqualTo(55.6);
        assertThat(quick.path("after").path("score").asDouble()).isEqualTo(86.7);
        assertThat(quick.path("pointsGained")
                        .path("response.workingMedianMillis")
                        .asDouble())
                .isEqualTo(46.6667);
        assertThat(page.path("municipalities")
                        .get(2)
                        .path("after")
                        .path("reason")
                        .asText())
                .isEqualTo("NOT_ENOUGH_CASES");
    }

    @Test
    void whatIfNeedsSomethingPublished() throws IOException {
        Files.writeString(path.resolve("metrics.municipality.ndjson"), "");
        Path other = Files.writeString(path.resolve("m.json"), OTHER);

        assertThat(Otklik.run(
                        "methodology",
                        "what-if",
                        "--period",
                        "2023-Q2",
                        "--region",
                        "87000000",
                        "--from",
                        path.toString(),
                        other.toString()))
                .isEqualTo(1);
    }

    private static String figures(String id, String name, int revision, int registered, int met, long median) {
        StringBuilder lines = new StringBuilder();
        for (String source : new String[] {"ALL", "INCIDENT_MANAGEMENT", "POS"}) {
            boolean isIncident = source.equals("INCIDENT_MANAGEMENT");
            int cases = isIncident && median > 0 ? 100 : 0;
            lines.append("{\"edition\":0,\"revision\":")
                    .append(revision)
                    .append(",\"municipality\":{\"code\":\"")
                    .append(id)
                    .append("\",\"id\":\"")
                    .append(id)
                    .append("\",\"name\":\"")
                    .append(name)
                    .append("\",\"region\":\"87000000\"},\"period\":{\"kind\":\"QUARTER\",\"label\":\"2023-Q2\",")
                    .append(
                            "\"start\":\"2023-04-01T00:00:00+03:00\",\"end\":\"2023-07-01T00:00:00+03:00\"},\"source\":\"")
                    .append(source)
                    .append("\",\"registered\":")
                    .append(registered)
                    .append(",\"responseDeadline\":{\"met\":")
                    .append(cases == 0 ? 0 : met)
                    .append(",\"missed\":")
                    .append(cases == 0 ? 0 : 100 - met)
                    .append("},\"response\":{\"count\":")
                    .append(cases)
                    .append(",\"workingMedianMillis\":")
                    .append(cases == 0 ? "null" : median)
                    .append("}}\n");
        }
        return lines.toString();
    }
}
