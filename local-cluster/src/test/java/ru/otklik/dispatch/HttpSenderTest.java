package ru.otklik.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSenderTest {
    private static final Instant NOON = Instant.parse("2024-03-12T12:00:00Z");

    private final ServerSocket server = newServer();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void postsABodyWithItsHeaders() throws Exception {
        CompletableFuture<String> request = serve("HTTP/1.1 204 No Content\r\n\r\n");

        Answer answer = send("/hook?a=1", Duration.ofSeconds(10));

        assertThat(answer.isTaken()).isTrue();
        assertThat(request.get())
                .startsWith("POST /hook?a=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n")
                .contains("\r\nContent-Length: 2\r\n", "\r\nX-Note: one two\r\n")
                .endsWith("\r\n\r\n{}");
    }

    @Test
    void followsNoRedirect() throws Exception {
        CompletableFuture<String> request = serve(
                "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:" + server.getLocalPort() + "/other\r\n\r\n");

        Answer answer = send("/", Duration.ofSeconds(10));

        assertThat(answer.isTaken()).isFalse();
        assertThat(answer.isAboutTheRecord()).isFalse();
        assertThat(answer.complaint()).isEqualTo("HTTP 307 (redirects are not followed)");
        assertThat(request.get()).startsWith("POST / HTTP/1.1");
    }

    @Test
    void readsOnlyTheBeginningOfALongAnswer() throws Exception {
        CompletableFuture<String> request = serve("HTTP/1.1 500 Oh\r\n\r\n" + "x".repeat(10_000_000));

        assertThat(send("/", Duration.ofSeconds(10)).excerpt()).hasSize(200).matches("x+");
        assertThat(request.get()).endsWith("{}");
    }

    @Test
    void givesUpATargetThatDoesNotAnswerInTime() {
        assertThatThrownBy(() -> send("/", Duration.ofMillis(200)))
                .isInstanceOf(IOException.class)
                .hasMessage("no answer within 200 ms");
    }

    @ParameterizedTest(name = "{0} asks for {1} s")
    @CsvSource({
        "'', 0",
        "7, 7",
        "99999999999999999999, 3600",
        "'Tue, 12 Mar 2024 12:00:30 GMT', 30",
        "'Tue, 12 Mar 2024 11:00:30 GMT', 0",
        "soon, 0",
        "-5, 0"
    })
    void knowsHowLongToWait(String header, long seconds) throws IOException {
        Answer answer = read("HTTP/1.1 429 Slow\r\nretry-After: " + header + "\r\n\r\n");

        assertThat(answer.retryAfter(NOON)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "{0} blames the record: {1}")
    @CsvSource({
        "400, true",
        "413, true",
        "422, true",
        "401, false",
        "408, false",
        "429, false",
        "500, false",
        "301, false"
    })
    void tellsAFaultyRecordFromAFaultyTarget(int status, boolean blamesTheRecord) throws IOException {
        assertThat(read("HTTP/1.1 " + status + "\r\n\r\n").isAboutTheRecord()).isEqualTo(blamesTheRecord);
    }

    @Test
    void passesOverInterimAnswersAndKeepsControlCharactersOutOfTheLog() throws IOException {
        Answer answer = read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad\r\n\r\nline\r\n\u001b[2J \u202enext");

        assertThat(answer.complaint()).isEqualTo("HTTP 400: line [2J next");
    }

    @ParameterizedTest
    @CsvSource({"''", "SMTP ready", "HTTP/2 200", "HTTP/1.1 200 OK"})
    void anythingElseIsNoAnswer(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void signsAsAReceiverCanRecompute() throws IOException {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(Signature.of(body, "0123456789abcdef", Instant.ofEpochSecond(1_700_000_000)))
                .isEqualTo("t=1700000000,v1=e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e");
        assertThatThrownBy(() -> Signature.of(body, "short", NOON)).isInstanceOf(IOException.class);
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreTheSameForASeed() {
        Backoff one = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 7);
        Backoff other = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 7);

        for (int failures = 1; failures < 2_000; failures++) {
            long whole = failures > 4 ? 1_000 : 100L << (failures - 1);
            assertThat(one.pauseMillis(failures)).isBetween(whole / 2, whole).isEqualTo(other.pauseMillis(failures));
        }
    }

    private Answer send(String path, Duration timeout) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
        AllowList.Entry entry = new AllowList.Entry(Origin.of(url), List.of());
        try (HttpSender sender = new HttpSender(new AllowList(List.of(entry)), timeout)) {
            return sender.send(new Post(url, Map.of("X-Note", "one\r\n two"), new byte[] {'{', '}'}));
        }
    }

    private static Answer read(String text) throws IOException {
        return Answer.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 4096);
    }

    /** Answers one request, and gives what it read until the end of its body. */
    private CompletableFuture<String> serve(String answer) {
        return CompletableFuture.supplyAsync(() -> {
            StringBuilder request = new StringBuilder();
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                while (!request.toString().endsWith("\r\n\r\n{}")) {
                    request.append((char) in.read());
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException senderHasSeenEnough) {
                return request.toString();
            }
            return request.toString();
        });
    }

    private static ServerSocket newServer() {
        try {
            return new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
