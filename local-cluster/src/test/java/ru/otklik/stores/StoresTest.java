package ru.otklik.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text that Prometheus reads. */
class StoresTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> said = new ArrayList<>();

    /** A store whose figures are known; without any it does not answer. */
    private record Known(String name, List<Figure> figures) implements Store {
        @Override
        public List<Figure> read() throws IOException {
            if (figures.isEmpty()) {
                throw new IOException("connection refused");
            }
            return figures;
        }
    }

    @Test
    void writesOneHeadForEachNameAndSaysWhoAnswers() {
        Store broker = new Known(
                "kafka",
                List.of(
                        Figure.gauge("topic_uncommitted_records", "Offsets", "topic", "alerts", 3),
                        Figure.gauge("topic_uncommitted_records", "Offsets", "topic", "facts.late", 0),
                        Figure.counter("database_deadlocks_total", "Deadlocks", 2)));

        String text = new Stores(List.of(broker), said::add).text();

        assertThat(text).isEqualTo("""
                        # HELP otklik_topic_uncommitted_records Offsets
                        # TYPE otklik_topic_uncommitted_records gauge
                        otklik_topic_uncommitted_records{topic="alerts"} 3.0
                        otklik_topic_uncommitted_records{topic="facts.late"} 0.0
                        # HELP otklik_database_deadlocks_total Deadlocks
                        # TYPE otklik_database_deadlocks_total counter
                        otklik_database_deadlocks_total 2.0
                        # HELP otklik_store_up 1 if a store answers
                        # TYPE otklik_store_up gauge
                        otklik_store_up{store="kafka"} 1.0
                        """);
        assertThat(said).isEmpty();
    }

    @Test
    void aStoreThatDoesNotAnswerLeavesTheOthersAlone() {
        Store gone = new Known("postgres", List.of());
        Store disks = new Disks(new TreeMap<>(Map.of("kafka", folder)));

        String text = new Stores(List.of(gone, disks), said::add).text();

        assertThat(text)
                .contains("otklik_store_up{store=\"postgres\"} 0.0", "otklik_store_up{store=\"disk\"} 1.0")
                .containsPattern("otklik_disk_used_ratio\\{place=\"kafka\"} 0\\.\\d+");
        assertThat(said).singleElement().asString().contains("postgres does not answer: connection refused");
    }

    @Test
    void servesTheTextAtItsUsualPlace() throws Exception {
        try (StoresPage page = StoresPage.open(0, () -> "otklik_store_up 1.0\n")) {
            assertThat(get(page, "/metrics").body()).isEqualTo("otklik_store_up 1.0\n");
            assertThat(get(page, "/metrics").headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(get(page, "/").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(StoresPage page, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + page.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
