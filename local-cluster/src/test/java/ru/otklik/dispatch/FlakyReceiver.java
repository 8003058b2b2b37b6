package ru.otklik.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook that takes what it is sent, fails every other call by chance, in many ways, and can be restarted. */
final class FlakyReceiver implements AutoCloseable {
    /** One request that was taken; of some the sender was told otherwise. */
    record Taken(String key, String signature, String body) {}

    private final SplittableRandom chance;
    private final List<Taken> taken = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private int calls;
    private int failures;

    private FlakyReceiver(HttpServer server, long seed) {
        this.server = server;
        this.chance = new SplittableRandom(seed);
        serve();
    }

    static FlakyReceiver start(long seed) throws IOException {
        return new FlakyReceiver(listen(0), seed);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Goes away for as long as it takes to come back on the same port. */
    void restart() throws IOException {
        int port = port();
        server.stop(0);
        server = listen(port);
        serve();
    }

    synchronized int calls() {
        return calls;
    }

    synchronized int failures() {
        return failures;
    }

    synchronized List<Taken> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve() {
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int fate = decide();
        // 0: taken, and the sender is told so; 5: taken, and the sender is not
        if (fate == 0 || fate == 5) {
            take(new Taken(
                    exchange.getRequestHeaders().getFirst(WebhookChannel.KEY_HEADER),
                    exchange.getRequestHeaders().getFirst(Signature.HEADER),
                    body));
        }
        switch (fate) {
            case 0 -> exchange.sendResponseHeaders(204, -1);
            case 1 -> exchange.sendResponseHeaders(500, -1);
            case 2 -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                exchange.sendResponseHeaders(503, -1);
            }
            case 3 -> exchange.sendResponseHeaders(422, -1);
            case 4 -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/elsewhere");
                exchange.sendResponseHeaders(307, -1);
            }
            default -> throw new IOException("closed without an answer");
        }
        exchange.close();
    }

    /** Half of the calls have fate 0. */
    private synchronized int decide() {
        calls++;
        if (chance.nextBoolean()) {
            return 0;
        }
        failures++;
        return 1 + chance.nextInt(5);
    }

    private synchronized void take(Taken request) {
        taken.add(request);
    }

    private static HttpServer listen(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 100);
    }
}
