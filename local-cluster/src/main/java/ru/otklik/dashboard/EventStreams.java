package ru.otklik.dashboard;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Server-sent events to browsers: at most one bundle a second each, in a thread each. A browser that takes nothing for half a
 * minute is dropped; it comes back by itself, as browsers do.
 */
final class EventStreams implements AutoCloseable {
    private static final long WAIT_MILLIS = 15_000;
    private static final long BETWEEN_MILLIS = 1_000;
    private static final long STALLED_NANOS = Duration.ofSeconds(30).toNanos();

    private final FanOut fanOut;
    private final Map<HttpExchange, Long> writing = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "stalled-browsers");
        thread.setDaemon(true);
        return thread;
    });

    EventStreams(FanOut fanOut) {
        this.fanOut = fanOut;
        var unused = watch.scheduleWithFixedDelay(this::dropStalled, 5, 5, TimeUnit.SECONDS);
    }

    /** Serves a browser until it goes away. Without a region it hears alerts and the pulse only. */
    void serve(HttpExchange exchange, Query query) throws IOException {
        Subscriber subscriber = fanOut.subscribe(wanted(query));
        if (subscriber == null) {
            exchange.getResponseHeaders().set("Retry-After", "60");
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            write(exchange, "retry: 3000\n\n");
            while (!subscriber.isClosed()) {
                String events = String.join("", subscriber.take(WAIT_MILLIS));
                write(exchange, events.isEmpty() ? ": still here\n\n" : events);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // The usual end: somebody closed the page.
            return;
        } finally {
            fanOut.leave(subscriber);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private void write(HttpExchange exchange, String events) throws IOException {
        writing.put(exchange, System.nanoTime());
        try {
            OutputStream out = exchange.getResponseBody();
            out.write(events.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } finally {
            writing.remove(exchange);
        }
    }

    private void dropStalled() {
        long now = System.nanoTime();
        writing.forEach((exchange, since) -> {
            if (now - since > STALLED_NANOS) {
                exchange.close();
            }
        });
    }

    private static Predicate<LiveBoard.Key> wanted(Query query) {
        String region = query.text("region", "");
        String kind = query.oneOf("kind", Leaderboards.KINDS);
        String group = query.oneOf("group", Leaderboards.GROUPS);
        String label = query.text("label", "P30D");
        String scope = region.equals("RU") ? "COUNTRY_REGIONS" : "REGION_MUNICIPALITIES";
        return key -> key.scope().equals(scope)
                && key.kind().equals(kind)
                && Leaderboards.isOfGroup(key.group(), group)
                && key.label().equals(label)
                && (region.equals("ALL") || region.equals("RU") || key.subject().equals(region));
    }
}
