package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkProxyTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private ServerSocket target;
    private LinkProxy link;
    private Socket near;
    private Socket far;

    @BeforeEach
    void connect() throws IOException {
        target = new ServerSocket(0, 1, HERE);
        link = new LinkProxy(target::getLocalPort);
        near = new Socket(HERE, link.port());
        far = target.accept();
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        link.close();
        target.close();
    }

    @Test
    void passesBytesOnUntilItIsCut() throws IOException {
        passes(near, far);
        passes(far, near);

        link.cut();

        assertThat(isEnded(near)).isTrue();
        assertThat(isEnded(far)).isTrue();
    }

    @Test
    void takesConnectionsAgainOnceItIsMended() throws IOException {
        link.cut();
        try (Socket refused = new Socket(HERE, link.port())) {
            assertThat(isEnded(refused)).isTrue();
        }

        link.mend();

        try (Socket again = new Socket(HERE, link.port());
                Socket other = target.accept()) {
            passes(again, other);
        }
    }

    @Test
    void oneSideEndsWithTheOther() throws IOException {
        near.getOutputStream().write(42);
        near.close();

        assertThat(far.getInputStream().readAllBytes()).containsExactly(42);
    }

    @Test
    void aSilentWayHoldsBackWhatTheOtherLetsThrough() throws IOException {
        link.there().silence();

        near.getOutputStream().write(42);
        passes(far, near);
        assertNothingComes(far);

        link.mend();
        assertThat(far.getInputStream().read()).isEqualTo(42);
        passes(near, far);
    }

    @Test
    void aSilentWayHidesThatTheSenderHasGone() throws IOException {
        link.there().silence();

        near.close();
        assertNothingComes(far);

        link.mend();
        assertThat(isEnded(far)).isTrue();
    }

    @Test
    void noConnectionComesAboutOverASilentWay() throws IOException {
        link.back().silence();

        try (Socket waiting = new Socket(HERE, link.port())) {
            target.setSoTimeout(200);
            assertThatThrownBy(target::accept).isInstanceOf(SocketTimeoutException.class);

            link.mend();
            target.setSoTimeout(0);
            try (Socket reached = target.accept()) {
                passes(waiting, reached);
            }
        }
    }

    @Test
    void aSlowWayDelaysEveryPacketAndKeepsOthersAsTheyAre() throws IOException {
        link.there().worsen(new Quality(Duration.ofMillis(150), Duration.ZERO, 0));
        long sent = System.nanoTime();

        passes(near, far);

        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aBadWayKeepsBytesAndTheirOrder() throws Exception {
        link.there().worsen(new Quality(Duration.ofMillis(20), Duration.ofMillis(20), 0.0005));
        byte[] all = new byte[1_000_000];
        new SplittableRandom(5).nextBytes(all);

        Thread sender = sending(all, 7_001);

        assertThat(far.getInputStream().readNBytes(all.length)).isEqualTo(all);
        sender.join();
    }

    /** Ten mebibytes are 160 pieces of 64 KiB at least: one after the other they would take 32 seconds. */
    @Test
    void aSlowWayIsLongAndNotNarrow() throws Exception {
        link.there().worsen(new Quality(Duration.ofMillis(200), Duration.ZERO, 0));
        byte[] all = new byte[10 * 1024 * 1024];
        long begun = System.nanoTime();

        Thread sender = sending(all, all.length);

        assertThat(far.getInputStream().readNBytes(all.length)).hasSize(all.length);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(16));
        sender.join();
    }

    /** The proxy has to go on when a receiver has gone with the queue full. */
    @Test
    void aReceiverThatGoesEndsASenderWhoWaits() throws Exception {
        link.there().silence();
        Thread sender = sending(new byte[64 * 1024 * 1024], 1024 * 1024);

        far.close();
        link.mend();

        sender.join();
        assertThat(sender.isAlive()).isFalse();
    }

    private Thread sending(byte[] all, int atOnce) {
        Thread sender = new Thread(() -> {
            try {
                for (int sent = 0; sent < all.length; sent += atOnce) {
                    near.getOutputStream().write(all, sent, Math.min(atOnce, all.length - sent));
                }
            } catch (IOException gone) {
                // the receiver tells what is missing
            }
        });
        sender.start();
        return sender;
    }

    private static void passes(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(43);
        assertThat(to.getInputStream().read()).isEqualTo(43);
    }

    private static void assertNothingComes(Socket socket) throws IOException {
        socket.setSoTimeout(200);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(0);
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
