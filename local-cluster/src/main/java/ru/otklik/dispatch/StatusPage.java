package ru.otklik.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/**
 * How the targets are doing, on the loopback address: {@code /} as JSON, {@code /health} with 200 if all are well and 503 if not,
 * {@code /metrics} for Prometheus.
 */
final class StatusPage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Supplier<List<TargetStatus>> targets;
    private final Clock clock;

    private StatusPage(HttpServer server, Supplier<List<TargetStatus>> targets, Clock clock) {
        this.server = server;
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * Opens the page.
     *
     * @param port 0 for any free one
     */
    static StatusPage open(int port, Supplier<List<TargetStatus>> targets, Clock clock) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
            StatusPage page = new StatusPage(server, targets, clock);
            server.createContext("/", page::answer);
            server.start();
            return page;
        } catch (IOException e) {
            throw new Failure("the status page cannot be opened on port " + port + ": " + Failure.because(e), e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Instant now = clock.instant();
        List<TargetStatus> all = targets.get();
        boolean well = all.stream().allMatch(target -> target.isWell(now));
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> send(exchange, 200, "application/json", json(all, now));
            case "/health" -> send(exchange, well ? 200 : 503, "text/plain", well ? "well\n" : unwell(all, now));
            case "/metrics" -> send(exchange, 200, "text/plain; version=0.0.4", metrics(all, now));
            default -> send(exchange, 404, "text/plain", "there are /, /health and /metrics\n");
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String unwell(List<TargetStatus> all, Instant now) {
        StringBuilder text = new StringBuilder();
        all.stream()
                .filter(target -> !target.isWell(now))
                .forEach(target -> text.append(target.name())
                        .append(": ")
                        .append(target.fault() == null ? "says nothing" : target.fault())
                        .append('\n'));
        return text.toString();
    }

    private static String json(List<TargetStatus> all, Instant now) {
        ArrayNode array = JSON.createArrayNode();
        for (TargetStatus target : all) {
            ObjectNode object = array.addObject();
            object.put("name", target.name()).put("well", target.isWell(now));
            object.put("delivered", target.delivered()).put("failed", target.failed());
            object.put("unreadable", target.unreadable()).put("waiting", target.waiting());
            object.put("firing", target.firing()).put("failuresInARow", target.failuresInARow());
            object.put("failingSince", text(target.failingSince())).put("waitingSince", text(target.waitingSince()));
            object.put("fault", target.fault());
        }
        return array.toPrettyString() + "\n";
    }

    private static String metrics(List<TargetStatus> all, Instant now) {
        Metrics metrics = new Metrics(all);
        metrics.add("delivered_total", "counter", "Records taken by the target", TargetStatus::delivered);
        metrics.add("failed_tries_total", "counter", "Tries that failed", TargetStatus::failed);
        metrics.add("unreadable_total", "counter", "Records that are no alerts", TargetStatus::unreadable);
        metrics.add("waiting", "gauge", "Records read and not yet taken", TargetStatus::waiting);
        metrics.add(
                "waiting_seconds",
                "gauge",
                "Age of the record that waits longest",
                target -> seconds(target.waitingSince(), now));
        metrics.add(
                "failing_seconds",
                "gauge",
                "Time since the target took its last record, while it fails",
                target -> seconds(target.failingSince(), now));
        metrics.add("firing", "gauge", "Alerts an Alertmanager believes to fire", TargetStatus::firing);
        metrics.add("well", "gauge", "1 if the target is well", target -> target.isWell(now) ? 1 : 0);
        return metrics.text.toString();
    }

    private static double seconds(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Duration.between(since, now).toMillis() / 1e3;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** The text format of Prometheus; names of targets need no escaping. */
    private static final class Metrics {
        private final List<TargetStatus> targets;
        private final StringBuilder text = new StringBuilder();

        private Metrics(List<TargetStatus> targets) {
            this.targets = targets;
        }

        private void add(String name, String type, String help, ToDoubleFunction<TargetStatus> value) {
            String full = "otklik_dispatch_" + name;
            text.append("# HELP " + full + " " + help + "\n# TYPE " + full + " " + type + "\n");
            for (TargetStatus target : targets) {
                text.append(full + "{target=\"" + target.name() + "\"} " + value.applyAsDouble(target) + "\n");
            }
        }
    }
}
