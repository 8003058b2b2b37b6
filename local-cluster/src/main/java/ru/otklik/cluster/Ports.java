package ru.otklik.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import ru.otklik.console.Failure;

/** Free ports of the loopback address: chosen once, kept, chosen anew only when somebody else has taken one. */
public final class Ports {
    public static final String HOST = "127.0.0.1";

    private final ClusterState state;
    private final Set<Integer> given = new HashSet<>();

    public Ports(ClusterState state) {
        this.state = state;
    }

    /**
     * Makes sure that the state names a free port.
     *
     * @param name what listens there
     * @param say takes a sentence if the kept port is taken and another one is chosen
     */
    public void settle(String name, Consumer<String> say) {
        OptionalInt kept = state.findPort(name);
        if (kept.isPresent() && isFree(kept.getAsInt()) && given.add(kept.getAsInt())) {
            return;
        }
        int chosen = free();
        while (!given.add(chosen)) {
            chosen = free();
        }
        if (kept.isPresent()) {
            say.accept("port " + kept.getAsInt() + " of " + name + " is taken by another program now; using " + chosen);
        }
        state.putPort(name, chosen);
    }

    /** Whether nobody listens on a port of the loopback address. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Failure("no free port on " + HOST + ": " + Failure.because(e), e);
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
