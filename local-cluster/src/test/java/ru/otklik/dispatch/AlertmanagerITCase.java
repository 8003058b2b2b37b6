package ru.otklik.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/** A real Alertmanager shows what fires, for as long as it does, and tells its own receivers that it has ended. */
class AlertmanagerITCase {
    private static final String PROGRAM = "prometheus-alertmanager";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> notified = new ConcurrentHashMap<>();

    @Test
    void showsAnAlertUntilItIsResolved() throws Exception {
        Path program = program();
        int port = freePort();
        HttpServer receiver = receiver();
        Process alertmanager = start(program, port, receiver.getAddress().getPort());
        try (AlertBroker broker = AlertBroker.start(folder.resolve("home"))) {
            awaitAnswer(alertmanager, port);
            broker.write(List.of(AlertRecords.firing(1), AlertRecords.suppressed(2), AlertRecords.firing(3)));

            try (DispatcherChild child = DispatcherChild.start(settings(broker, port))) {
                Instant first = awaitEnd(port, child, 1, Instant.EPOCH);
                JsonNode shown = alert(port, 1).orElseThrow();
                assertThat(shown.at("/annotations/summary").asText()).startsWith("Усинск: медиана времени");
                assertThat(shown.at("/labels/alertname").asText()).isEqualTo("slow-responder");
                assertThat(shown.at("/labels/severity").asText()).isEqualTo("warning");
                assertThat(shown.at("/startsAt").asText()).startsWith("2024-03-12T06:00:00");
                assertThat(alert(port, 2)).isEmpty();
                assertThat(alert(port, 3)).isPresent();

                awaitEnd(port, child, 1, first.plusSeconds(4));
            }
            try (DispatcherChild child = DispatcherChild.start(settings(broker, port))) {
                awaitEnd(port, child, 1, Instant.now().plusSeconds(3));
                broker.write(List.of(AlertRecords.resolved(1)));

                Waiting.until("the end of the alert", PATIENCE, seen -> {
                    seen.accept(notified + "; " + child.said());
                    return "resolved".equals(notified.get(AlertRecords.id(1))) ? true : null;
                });
                assertThat(alert(port, 1)).isEmpty();
                assertThat(alert(port, 3)).isPresent();
                assertThat(notified).doesNotContainKey(AlertRecords.id(2)).containsEntry(AlertRecords.id(3), "firing");
            }
        } finally {
            alertmanager.destroyForcibly().waitFor();
            receiver.stop(0);
        }
    }

    /** Waits until the Alertmanager believes an alert to fire until later than a time; without reminders it never would. */
    private static Instant awaitEnd(int port, DispatcherChild child, int number, Instant later) {
        return Waiting.until("an end after " + later, PATIENCE, seen -> {
            Optional<JsonNode> alert = alert(port, number);
            seen.accept(alert + "; " + child.said());
            return alert.map(found -> Instant.parse(found.path("endsAt").asText()))
                    .filter(end -> end.isAfter(later))
                    .orElse(null);
        });
    }

    private Path settings(AlertBroker broker, int port) throws IOException {
        return Files.writeString(folder.resolve("dispatch.json"), """
                {"kafka": {"bootstrap.servers": "%s"},
                 "allow": [{"origin": "http://127.0.0.1:%2$d"}],
                 "targets": [{"name": "alertmanager", "kind": "ALERTMANAGER", "url": "http://127.0.0.1:%2$d",
                              "repost": "PT1S", "resolveAfter": "PT4S"}],
                 "alertPage": "https://otklik.example/alerts/{alertId}"}
                """.formatted(broker.bootstrap(), port));
    }

    private static Optional<JsonNode> alert(int port, int number) throws Exception {
        URI api = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(api).build(), HttpResponse.BodyHandlers.ofByteArray());
        for (JsonNode alert : JSON.readTree(answer.body())) {
            if (alert.at("/labels/alert_id").asText().equals(AlertRecords.id(number))) {
                return Optional.of(alert);
            }
        }
        return Optional.empty();
    }

    private void awaitAnswer(Process alertmanager, int port) {
        Waiting.until("the Alertmanager", PATIENCE, seen -> {
            if (!alertmanager.isAlive()) {
                throw new Failure("the Alertmanager has ended: " + Files.readString(log()));
            }
            return alert(port, 0).isEmpty() ? true : null;
        });
    }

    private Path log() {
        return folder.resolve("alertmanager.log");
    }

    /** What the Alertmanager tells people. */
    private HttpServer receiver() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
        server.createContext("/", exchange -> {
            for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).path("alerts")) {
                notified.put(
                        alert.at("/labels/alert_id").asText(),
                        alert.path("status").asText());
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Process start(Path program, int port, int receiver) throws IOException {
        Path config = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: people, group_by: [alert_id], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers: [{name: people, webhook_configs: [{url: "http://127.0.0.1:%d/", send_resolved: true}]}]
                """.formatted(receiver));
        return new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    /** The Debian package puts it on the path; {@code .ci/run} installs it. */
    private static Path program() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "needs the Debian package " + PROGRAM);
        return found.orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
