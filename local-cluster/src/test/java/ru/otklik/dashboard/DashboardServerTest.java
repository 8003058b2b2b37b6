package ru.otklik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/** What holds whether or not there are data: neither broker nor database runs here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final DashboardServer server = open();

    private static DashboardServer open() {
        return DashboardServer.open(
                new DashboardSettings(
                        0,
                        List.of("otklik.example.org"),
                        KafkaAccess.of("127.0.0.1:1", null),
                        "jdbc:postgresql://127.0.0.1:1/none",
                        "reader",
                        ""),
                ReferenceFiles.load(null, new Overrides(null, null, null, null)),
                sentence -> {});
    }

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/municipality?id=87701000",
                "/assets/main.js",
                "/assets/chart.js",
                "/assets/style.css",
                "/none"
            })
    void allowsNothingFromElsewhere(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe", "http:", "https:");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @Test
    void holdsNoScriptOrStyleInThePage() throws Exception {
        assertThat(get("/").body()).doesNotContain("style=", "<style", "onclick", "http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/none", "/assets/../Otklik.class", "/assets/%2e%2e/secret", "/assets/index.html", "/api/none"})
    void hasNothingElse(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/leaderboard?region=87000000&kind=BEST",
                "/api/leaderboard?region=%27--",
                "/api/leaderboard?region=87000000&period=WEEK:1",
                "/api/municipality?id=1",
                "/api/deadline?municipality=87701000&start=now&amount=8&unit=WORKING_HOURS",
                "/api/deadline?municipality=87701000&start=2024-03-04T09:30&amount=0&unit=WORKING_HOURS"
            })
    void refusesWhatDoesNotReadRight(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(400);
    }

    @Test
    void saysThatTheDataCannotBeRead() throws Exception {
        HttpResponse<String> answer = get("/api/overview");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("postgres", "Exception");
    }

    @Test
    void explainsADeadlineInTheTimeOfTheMunicipality() throws Exception {
        HttpResponse<String> answer =
                get("/api/deadline?municipality=87701000&start=2024-03-07T15:00&amount=8&unit=WORKING_HOURS");

        assertThat(answer.body()).contains("\"zone\":\"Europe/Moscow\"", "\"due\":\"2024-03-1");
    }

    @Test
    void doesNotSendWhatTheBrowserHas() throws Exception {
        String tag = get("/assets/main.js").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = client.send(
                HttpRequest.newBuilder(address("/assets/main.js"))
                        .header("If-None-Match", tag)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void canOnlyBeRead() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address("/api/overview"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void answersOnlyToItsOwnNames() throws IOException {
        assertThat(statusFor("evil.example.org")).isEqualTo(421);
        assertThat(statusFor("localhost:" + server.port())).isEqualTo(200);
        assertThat(statusFor("otklik.example.org")).isEqualTo(200);
    }

    private int statusFor(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return Integer.parseInt(in.readLine().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
