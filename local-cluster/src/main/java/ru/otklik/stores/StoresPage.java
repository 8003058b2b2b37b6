package ru.otklik.stores;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import ru.otklik.console.Failure;

/** The page {@code /metrics} on the loopback address; each look reads the stores anew. */
public final class StoresPage implements AutoCloseable {
    private final HttpServer server;
    private final Supplier<String> text;
    private final CountDownLatch closed = new CountDownLatch(1);

    private StoresPage(HttpServer server, Supplier<String> text) {
        this.server = server;
        this.text = text;
    }

    /**
     * Opens the page.
     *
     * @param port 0 for any free one
     * @param text the figures in the text format of Prometheus
     */
    public static StoresPage open(int port, Supplier<String> text) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            StoresPage page = new StoresPage(HttpServer.create(new InetSocketAddress(loopback, port), 0), text);
            page.server.createContext("/", page::answer);
            page.server.start();
            return page;
        } catch (IOException e) {
            throw new Failure("the page cannot be opened on port " + port + ": " + Failure.because(e), e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Waits until somebody closes it. */
    public void await() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        server.stop(0);
        closed.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean isKnown = exchange.getRequestURI().getPath().equals("/metrics");
        byte[] body = (isKnown ? text.get() : "there is /metrics\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(isKnown ? 200 : 404, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
