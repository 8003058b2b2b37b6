package ru.otklik.dispatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends one POST over a connection of its own, and to no address but the one that the allow-list has seen.
 *
 * <p>The client of the JDK asks for the addresses of a name by itself, so that the address that was checked need not be the one
 * that is connected to. Alerts are few: a connection for each costs nothing that matters.
 */
final class HttpSender implements AutoCloseable {
    private static final int MOST_BODY_BYTES = 4 * 1024;

    private final AllowList allowed;
    private final Duration timeout;
    private final ScheduledExecutorService deadlines;

    /**
     * @param timeout from the first try to connect until the answer is read
     */
    HttpSender(AllowList allowed, Duration timeout) {
        this.allowed = allowed;
        this.timeout = timeout;
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "deadlines");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        deadlines = threads;
    }

    /** Sends it; an IOException says why there is no answer. */
    Answer send(Post post) throws IOException {
        Origin origin = Origin.of(post.url());
        InetAddress address = allowed.resolve(origin);
        AtomicBoolean late = new AtomicBoolean();
        try (Socket plain = new Socket(Proxy.NO_PROXY)) {
            ScheduledFuture<?> deadline = deadlines.schedule(
                    () -> {
                        late.set(true);
                        close(plain);
                    },
                    timeout.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                plain.connect(new InetSocketAddress(address, origin.port()), Math.toIntExact(timeout.toMillis()));
                return exchange(post, origin, origin.isSecure() ? secured(plain, origin) : plain);
            } finally {
                deadline.cancel(false);
            }
        } catch (IOException e) {
            throw late.get() ? new IOException("no answer within " + timeout.toMillis() + " ms", e) : e;
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    private static Answer exchange(Post post, Origin origin, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes(post, origin));
        out.flush();
        return Answer.read(socket.getInputStream(), MOST_BODY_BYTES);
    }

    /** Head and body in one piece, so that a small request is one packet. */
    private static byte[] bytes(Post post, Origin origin) {
        URI url = post.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder("POST ")
                .append(path)
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(origin.toString().substring(origin.scheme().length() + "://".length()))
                .append("\r\nUser-Agent: Otklik\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8")
                .append("\r\nContent-Length: ")
                .append(post.body().length)
                .append("\r\n");
        post.headers()
                .forEach((name, value) -> head.append(name)
                        .append(": ")
                        .append(value.replaceAll("[\r\n]", ""))
                        .append("\r\n"));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(post.body());
        return all.toByteArray();
    }

    /** The certificate must be one of the host that was asked for, whatever its address. */
    private static Socket secured(Socket plain, Origin origin) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secure = (SSLSocket) factory.createSocket(plain, origin.host(), origin.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
