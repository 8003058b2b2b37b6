package ru.otklik.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ru.otklik.console.Waiting;

/**
 * Metrics of a running job, as Flink's page has them.
 *
 * @param job address of the job there
 */
record JobMetrics(String job) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * Waits until a metric, added up over all subtasks of all operators, is as wanted; Flink gathers them every few seconds.
     *
     * @param end of its name, operator and groups in front as far as they matter
     */
    void await(String end, double wanted) {
        Waiting.until(end + " " + wanted, PATIENCE, seen -> {
            double now = sum(end);
            seen.accept(end + " " + now);
            return now == wanted ? true : null;
        });
    }

    /** Waits until a metric is above 0, and returns it. */
    double awaitAny(String end) {
        return Waiting.until("any " + end, PATIENCE, seen -> {
            double now = sum(end);
            seen.accept(end + " " + now);
            return now > 0 ? now : null;
        });
    }

    private double sum(String end) throws IOException, InterruptedException {
        double sum = 0;
        for (JsonNode vertex : get(job).path("vertices")) {
            String metrics = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            List<String> names = new ArrayList<>();
            get(metrics).forEach(each -> names.add(each.path("id").asText()));
            for (String name : names) {
                if (name.endsWith(end)) {
                    String wanted = URLEncoder.encode(name, StandardCharsets.UTF_8);
                    sum += get(metrics + "?agg=sum&get=" + wanted)
                            .path(0)
                            .path("sum")
                            .asDouble();
                }
            }
        }
        return sum;
    }

    private static JsonNode get(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofByteArray()).body());
    }
}
