package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinkProxyTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void passesBytesOnUntilItIsCut() throws IOException {
        try (ServerSocket target = new ServerSocket(0, 1, HERE);
                LinkProxy link = new LinkProxy(target::getLocalPort);
                Socket near = new Socket(HERE, link.port());
                Socket far = target.accept()) {
            near.getOutputStream().write(42);
            assertThat(far.getInputStream().read()).isEqualTo(42);
            far.getOutputStream().write(43);
            assertThat(near.getInputStream().read()).isEqualTo(43);

            link.cut(Duration.ofMillis(1));

            assertThat(isEnded(near)).isTrue();
            assertThat(isEnded(far)).isTrue();
        }
    }

    @Test
    void takesConnectionsAgainAfterACut() throws IOException {
        try (ServerSocket target = new ServerSocket(0, 1, HERE);
                LinkProxy link = new LinkProxy(target::getLocalPort)) {
            link.cut(Duration.ofMillis(1));

            try (Socket near = new Socket(HERE, link.port());
                    Socket far = target.accept()) {
                near.getOutputStream().write(42);
                assertThat(far.getInputStream().read()).isEqualTo(42);
            }
        }
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
