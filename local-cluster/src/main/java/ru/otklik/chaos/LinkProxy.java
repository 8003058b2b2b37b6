package ru.otklik.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import ru.otklik.console.Failure;

/** A link between two processes that can be cut and slowed without any right over the machine's network. */
final class LinkProxy implements AutoCloseable {
    private final ServerSocket door;
    private final IntSupplier target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile Duration delay = Duration.ZERO;

    /**
     * Listens on a free port of the loopback address.
     *
     * @param target port of the loopback address that it leads to, asked for at every connection
     */
    LinkProxy(IntSupplier target) {
        this.target = target;
        try {
            door = new ServerSocket();
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new Failure("no port for a link: " + Failure.because(e), e);
        }
        run("link-door", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Breaks every connection and lets no other come about, for a while. */
    void cut(Duration length) {
        cut = true;
        open.forEach(LinkProxy::close);
        Pause.of(length);
        cut = false;
    }

    /** Holds every packet back, for a while. */
    void slow(Duration each, Duration length) {
        delay = each;
        Pause.of(length);
        delay = Duration.ZERO;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new Failure("a link cannot be closed: " + Failure.because(e), e);
        }
        open.forEach(LinkProxy::close);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new Failure("a link does not take connections: " + Failure.because(e), e);
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        try {
            if (cut) {
                close(near);
                return;
            }
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()), 5_000);
        } catch (IOException e) {
            close(near);
            close(far);
            return;
        }
        open.add(near);
        open.add(far);
        run("link-there", () -> pump(near, far));
        run("link-back", () -> pump(far, near));
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!delay.isZero()) {
                    Pause.of(delay);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // one side has gone: so goes the other
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is what it was to be
        }
    }
}
