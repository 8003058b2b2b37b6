package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.domain.reference.ReferenceData;

/** The pages, the JSON interface and the live pushes, on the loopback address. */
public final class DashboardServer implements AutoCloseable {
    /** Threads mostly wait for pushes: one for each browser, and some for questions. */
    private static final int MOST_THREADS = 450;

    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cache-Control",
            "no-cache");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Database database;
    private final FanOut fanOut = new FanOut();
    private final TopicReader topics;
    private final StaticFiles files = new StaticFiles();
    private final Kept kept = new Kept();
    private final EventStreams streams;
    private final Map<String, Answerer> answers;
    private final List<String> hostNames;
    private final Consumer<String> say;
    private final CountDownLatch closed = new CountDownLatch(1);

    private DashboardServer(
            HttpServer server, DashboardSettings settings, ReferenceData reference, Consumer<String> say) {
        this.server = server;
        this.say = say;
        hostNames = settings.hostNames();
        database = new Database(settings.databaseUrl(), settings.databaseUser(), settings.databasePassword());
        RefusalTally refusals = new RefusalTally();
        topics = TopicReader.start(settings.kafka(), fanOut, refusals, say);
        streams = new EventStreams(fanOut);
        Overview overview = new Overview(database, reference);
        Leaderboards leaderboards = new Leaderboards(database);
        Municipalities municipalities = new Municipalities(database, reference);
        Alerts alerts = new Alerts(database);
        Snapshots snapshots = new Snapshots(database);
        Quality quality = new Quality(database, refusals, topics);
        NearDeadlines near = new NearDeadlines(database);
        DeadlineAnswers deadlines = new DeadlineAnswers(reference);
        answers = Map.ofEntries(
                entry("/api/overview", query -> json(overview.answer())),
                entry("/api/leaderboard", query -> json(leaderboards.answer(query))),
                entry("/api/municipality", query -> json(municipalities.answer(query))),
                entry("/api/alerts", query -> json(alerts.answer(query))),
                entry("/api/alert", query -> json(alerts.steps(query))),
                entry("/api/near", query -> json(near.answer(query))),
                entry("/api/snapshots", query -> json(snapshots.list(query))),
                entry("/api/snapshot", snapshots::file),
                entry("/api/difference", query -> json(snapshots.difference(query))),
                entry("/api/quality", query -> json(quality.answer())),
                entry("/api/deadline", query -> json(deadlines.answer(query))));
        threads = new ThreadPoolExecutor(0, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Opens the dashboard.
     *
     * @param say takes a sentence if something is odd
     */
    public static DashboardServer open(DashboardSettings settings, ReferenceData reference, Consumer<String> say) {
        // Else each answer of two packets waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, settings.port()), 0);
            DashboardServer dashboard = new DashboardServer(server, settings, reference, say);
            server.start();
            return dashboard;
        } catch (IOException e) {
            throw new Failure(
                    "the dashboard cannot be opened on port " + settings.port() + ": " + Failure.because(e), e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Waits until it is closed. */
    public void await() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        fanOut.close();
        topics.close();
        streams.close();
        server.stop(0);
        threads.shutdownNow();
        database.close();
        closed.countDown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            SECURITY_HEADERS.forEach(exchange.getResponseHeaders()::set);
            if (!isAskedByItsName(exchange.getRequestHeaders())) {
                send(exchange, Reply.refusal(421, "not a name of this dashboard"));
            } else if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, Reply.refusal(405, "it can only be read"));
            } else {
                answer(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            if (path.equals("/api/live")) {
                streams.serve(exchange, Query.of(exchange.getRequestURI()));
            } else {
                send(exchange, reply(path, exchange));
            }
        } catch (IllegalArgumentException wrong) {
            send(exchange, Reply.refusal(400, String.valueOf(wrong.getMessage())));
        }
    }

    private Reply reply(String path, HttpExchange exchange) {
        Answerer answerer = answers.get(path);
        Reply found = null;
        if (answerer == null) {
            found = files.find(path);
        } else {
            Query query = Query.of(exchange.getRequestURI());
            try {
                found = kept.get(exchange.getRequestURI().toString(), () -> {
                    Reply answer = answerer.answer(query);
                    return answer == null ? Reply.refusal(404, "there is none") : answer;
                });
            } catch (IllegalArgumentException wrong) {
                throw wrong;
            } catch (Exception e) {
                say.accept(path + " cannot be answered: " + Failure.because(e));
                return Reply.refusal(503, "the data cannot be read at the moment");
            }
        }
        return found == null ? Reply.refusal(404, "there is no such page") : found;
    }

    /** A foreign page whose name was made to lead to this machine must not read anything through a browser. */
    private boolean isAskedByItsName(Headers headers) {
        String host = headers.getFirst("Host");
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":\\d+$", "");
        return name.equals("127.0.0.1") || name.equals("localhost") || hostNames.contains(name);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        Headers asked = exchange.getRequestHeaders();
        headers.set("Content-Type", reply.type());
        headers.set("ETag", reply.tag());
        headers.set("Vary", "Accept-Encoding");
        if (reply.fileName() != null) {
            headers.set("Content-Disposition", "attachment; filename=\"" + reply.fileName() + "\"");
        }
        if (reply.status() == 200 && reply.tag().equals(asked.getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] body = reply.body();
        String encodings = asked.getFirst("Accept-Encoding");
        if (reply.packed() != null && encodings != null && encodings.contains("gzip")) {
            headers.set("Content-Encoding", "gzip");
            body = reply.packed();
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Map.Entry<String, Answerer> entry(String path, Answerer answerer) {
        return Map.entry(path, answerer);
    }

    private static @Nullable Reply json(@Nullable JsonNode content) {
        return content == null ? null : Reply.json(content);
    }

    /** Answers a question of the interface; null if what it asks for is not there. */
    private interface Answerer {
        @Nullable
        Reply answer(Query query) throws SQLException;
    }
}
