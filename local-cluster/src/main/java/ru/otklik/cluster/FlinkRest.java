package ru.otklik.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/** What a user of a Flink cluster can do to jobs that run: look, stop with a savepoint, cancel. */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(5);

    private final String address;

    public FlinkRest(ClusterState state) {
        this.address = address(state);
    }

    /** Flink's web page. */
    public static String address(ClusterState state) {
        return "http://" + Ports.HOST + ":" + state.requirePort(FlinkSettings.REST_PORT);
    }

    public JsonNode overview() throws IOException {
        return get("/overview");
    }

    /** The ids of the registered TaskManagers. */
    public List<String> taskManagers() throws IOException {
        List<String> ids = new ArrayList<>();
        get("/taskmanagers")
                .path("taskmanagers")
                .forEach(each -> ids.add(each.path("id").asText()));
        return ids;
    }

    /** The id of the job that is neither finished, failed nor cancelled; of several the one that started first. */
    public Optional<String> findLiveJob() throws IOException {
        return liveJobs().stream().findFirst();
    }

    /** The ids of all jobs that are neither finished, failed nor cancelled, in the order in which they started. */
    public List<String> liveJobs() throws IOException {
        List<JsonNode> live = new ArrayList<>();
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (!List.of("FINISHED", "FAILED", "CANCELED")
                    .contains(job.path("state").asText())) {
                live.add(job);
            }
        }
        live.sort(Comparator.comparingLong(job -> job.path("start-time").longValue()));
        return live.stream().map(job -> job.path("jid").asText()).toList();
    }

    /** RUNNING only when each of its tasks runs, else what it is about to become. */
    public String jobState(String job) throws IOException {
        JsonNode details = get("/jobs/" + job);
        String state = details.path("state").asText();
        int tasks = 0;
        for (JsonNode vertex : details.path("vertices")) {
            tasks += vertex.path("parallelism").intValue();
        }
        int running = 0;
        for (JsonNode vertex : details.path("vertices")) {
            running += vertex.path("tasks").path("RUNNING").intValue();
        }
        return state.equals("RUNNING") && running < tasks
                ? "STARTING (" + running + " of " + tasks + " tasks run)"
                : state;
    }

    /** The least event time that the subtasks of an operator have reached, epoch milliseconds; empty if one has none. */
    public OptionalLong eventTime(String job, String operator) throws IOException {
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            if (vertex.path("name").asText().contains(operator)) {
                JsonNode watermarks =
                        get("/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/watermarks");
                boolean complete =
                        watermarks.size() == vertex.path("parallelism").intValue();
                LongStream reached = StreamSupport.stream(watermarks.spliterator(), false)
                        .mapToLong(each -> each.path("value").asLong(Long.MIN_VALUE));
                return complete ? reached.min() : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /** The ids of the TaskManagers that carry tasks of a job. */
    public Set<String> taskManagersOf(String job) throws IOException {
        Set<String> ids = new TreeSet<>();
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            get("/jobs/" + job + "/vertices/" + vertex.path("id").asText())
                    .path("subtasks")
                    .forEach(each -> ids.add(each.path("taskmanager-id").asText()));
        }
        return ids;
    }

    public JsonNode checkpoints(String job) throws IOException {
        return get("/jobs/" + job + "/checkpoints");
    }

    /** The newest failure of a job, without its stack; empty if there was none. */
    public String lastFailure(String job) throws IOException {
        JsonNode newest = get("/jobs/" + job + "/exceptions")
                .path("exceptionHistory")
                .path("entries")
                .path(0);
        return newest.path("stacktrace").asText("").lines().limit(12).reduce("", (all, line) -> all + "\n    " + line);
    }

    /** Stops a job with a savepoint, without draining it, and returns where the savepoint lies. */
    public String stopWithSavepoint(String job) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("drain", false).put("formatType", "CANONICAL");
        String trigger = post("/jobs/" + job + "/stop", body).path("request-id").asText();
        return Waiting.until("the savepoint", SAVEPOINT_PATIENCE, seen -> {
            JsonNode answer = get("/jobs/" + job + "/savepoints/" + trigger);
            seen.accept(answer.path("status").path("id").asText());
            if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
                return null;
            }
            JsonNode operation = answer.path("operation");
            if (operation.has("failure-cause")) {
                String cause =
                        operation.path("failure-cause").path("stack-trace").asText();
                throw new Failure("no savepoint: " + cause.lines().findFirst().orElse("unknown cause"));
            }
            return operation.path("location").asText();
        });
    }

    public void cancel(String job) throws IOException {
        send(request("/jobs/" + job + "?mode=cancel")
                .method("PATCH", BodyPublishers.noBody())
                .build());
    }

    private JsonNode get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    private JsonNode post(String path, JsonNode body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(2));
    }

    private static JsonNode send(HttpRequest request) throws IOException {
        try {
            var response = HTTP.send(request, BodyHandlers.ofByteArray());
            JsonNode body = response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(request.method() + " " + request.uri().getPath() + ": status "
                        + response.statusCode() + innermostCause(body));
            }
            return body;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    /** Flink answers with whole stack traces; the innermost cause says what is wrong. */
    private static String innermostCause(JsonNode body) {
        String cause = "";
        for (JsonNode error : body.path("errors")) {
            for (String line : error.asText().lines().toList()) {
                if (cause.isEmpty() || line.startsWith("Caused by: ")) {
                    cause = line;
                }
            }
        }
        return cause.isEmpty() ? "" : ": " + cause.replace("Caused by: ", "");
    }
}
