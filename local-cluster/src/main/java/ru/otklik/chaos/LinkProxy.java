package ru.otklik.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import ru.otklik.console.Failure;

/** Leads to a port of another process, and can be cut, silenced and slowed without any right over the machine's network. */
final class LinkProxy implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int CONNECT_MILLIS = 5_000;

    private final ServerSocket door;
    private final IntSupplier target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Way there = new Way();
    private final Way back = new Way();
    private final SplittableRandom dice = new SplittableRandom(1);
    private volatile boolean cut;

    /**
     * Listens on a free port of the loopback address.
     *
     * @param target port of the loopback address that it leads to, asked for at every connection
     */
    LinkProxy(IntSupplier target) {
        this.target = target;
        try {
            door = new ServerSocket();
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new Failure("no port for a link: " + Failure.because(e), e);
        }
        run("link-door", this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The way of what is sent to the target. */
    Way there() {
        return there;
    }

    /** The way of what the target sends. */
    Way back() {
        return back;
    }

    /** Breaks every connection and lets no other come about. */
    void cut() {
        cut = true;
        open.forEach(LinkProxy::close);
    }

    /** Makes everything as it was; connections that were broken stay so. */
    void mend() {
        cut = false;
        there.mend();
        back.mend();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new Failure("a link cannot be closed: " + Failure.because(e), e);
        }
        mend();
        cut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new Failure("a link does not take connections: " + Failure.because(e), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Over a way that is silent no connection comes about, and whoever wants one waits. */
    private void connect(Socket near) throws InterruptedException {
        there.awaitSound();
        back.awaitSound();
        Socket far = new Socket();
        open.add(near);
        open.add(far);
        try {
            if (cut) {
                end(near, far);
                return;
            }
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()), CONNECT_MILLIS);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (IOException e) {
            end(near, far);
            return;
        }
        carry("link-there", near, far, there);
        carry("link-back", far, near, back);
    }

    private void carry(String name, Socket from, Socket to, Way way) {
        Pump pump = new Pump(from, to, way, dice.split());
        run(name + "-in", pump::take);
        run(name + "-out", () -> {
            pump.deliver();
            end(from, to);
        });
    }

    /** One side has gone: so goes the other. */
    private void end(Socket one, Socket other) {
        close(one);
        close(other);
        open.remove(one);
        open.remove(other);
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
