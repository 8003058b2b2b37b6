package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.console.Waiting;

/** Somebody whom the dispatcher of a cluster tells of alerts. */
final class WebhookReceiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpServer server;
    private final Set<String> keys = new ConcurrentSkipListSet<>();

    private WebhookReceiver(HttpServer server) {
        this.server = server;
        server.createContext("/", this::take);
        server.start();
    }

    /** Listens, and leaves settings in a home by which its cluster starts a dispatcher. */
    static WebhookReceiver start(Path home) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        WebhookReceiver receiver = new WebhookReceiver(HttpServer.create(new InetSocketAddress(loopback, 0), 100));
        Files.createDirectories(home);
        Files.writeString(home.resolve("duty.secret"), "a secret that both sides know");
        Files.writeString(new ClusterHome(home).dispatchSettings(), """
                {"allow": [{"origin": "http://127.0.0.1:%1$d", "networks": ["127.0.0.0/8"]}],
                 "targets": [{"name": "duty", "kind": "WEBHOOK", "url": "http://127.0.0.1:%1$d/hook",
                              "secretFile": "duty.secret"}]}
                """.formatted(
                        receiver.server.getAddress().getPort()));
        return receiver;
    }

    private void take(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** Waits until it was told of all of these and of nothing else. */
    void awaitAll(Set<String> expected) {
        assertThat(expected).isNotEmpty();
        Waiting.until("every alert", PATIENCE, seen -> {
            seen.accept(keys.size() + " of " + expected.size());
            return keys.containsAll(expected) ? true : null;
        });
        assertThat(keys).isEqualTo(expected);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
