package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What came out, as far as it has to be the same however it was computed.
 *
 * @param values content hash of the newest revision of each final value, by what it is of
 * @param rejected records rejected, by reason
 */
record Results(Map<String, String> values, Map<String, Integer> rejected) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FINALITIES = List.of("FINAL", "REVISED");

    /** The files that a replay has written. */
    static Results ofFiles(Path folder) throws IOException {
        List<String> metrics = new ArrayList<>(Files.readAllLines(folder.resolve("metrics.municipality.ndjson")));
        metrics.addAll(Files.readAllLines(folder.resolve("metrics.pages.ndjson")));
        return of(
                metrics,
                Files.readAllLines(folder.resolve("rankings.period.ndjson")),
                Files.readAllLines(folder.resolve("incidents.rejected.ndjson")));
    }

    /** The same without some values. */
    Results without(Predicate<String> left) {
        Map<String, String> rest = new TreeMap<>(values);
        rest.keySet().removeIf(left);
        return new Results(rest, rejected);
    }

    /** All records of three topics; fails if a revision is there twice. */
    static Results of(List<String> metrics, List<String> boards, List<String> rejections) throws IOException {
        Map<String, String> values = newest(metrics);
        values.putAll(newest(boards));
        Map<String, Integer> rejected = new TreeMap<>();
        for (String rejection : rejections) {
            rejected.merge(JSON.readTree(rejection).path("reason").asText(), 1, Integer::sum);
        }
        return new Results(values, rejected);
    }

    /** Fails with what differs if the values are not the same. */
    void assertValuesOf(Results expected) {
        Map<String, String> differing = new TreeMap<>(values);
        expected.values.forEach((key, hash) -> {
            if (!differing.remove(key, hash)) {
                differing.put(key, differing.get(key) + " instead of " + hash);
            }
        });
        assertThat(differing).isEmpty();
    }

    private static Map<String, String> newest(List<String> lines) throws IOException {
        Map<String, TreeMap<Integer, String>> revisions = new TreeMap<>();
        for (String line : lines) {
            JsonNode record = JSON.readTree(line);
            if (FINALITIES.contains(record.path("status").asText())
                    && !record.path("period").path("kind").asText().equals("ROLLING")) {
                String before = revisions
                        .computeIfAbsent(keyOf(record), key -> new TreeMap<>())
                        .put(
                                record.path("revision").intValue(),
                                record.path("contentHash").asText());
                assertThat(before).as("the same revision before: %s", line).isNull();
            }
        }
        Map<String, String> newest = new TreeMap<>();
        revisions.forEach((key, found) -> newest.put(key, found.lastEntry().getValue()));
        return newest;
    }

    private static String keyOf(JsonNode record) {
        JsonNode board = record.path("board");
        return String.join(
                " ",
                record.has("byRegistration") ? "attribution" : record.has("reports") ? "pages" : "",
                record.path("municipality").path("id").asText(),
                record.path("source").asText(),
                board.path("scope").asText(),
                board.path("subject").asText(),
                board.path("group").asText(),
                board.path("kind").asText(),
                record.path("period").path("kind").asText(),
                record.path("period").path("label").asText());
    }
}
