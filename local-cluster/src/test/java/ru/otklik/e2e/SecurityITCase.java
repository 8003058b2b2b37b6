package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.schemas.Topics;

/** The job over TLS and logins; who may not get in does not; nothing personal and no secret gets out. */
class SecurityITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant END = Instant.parse("2023-04-02T00:00:00Z");

    /** What a citizen might have written; none of it may be found anywhere but in the topics of incidents. */
    private static final List<String> PERSONAL = List.of(
            "Канарейкина Мария Ивановна",
            "canary.person@example.org",
            "+7 916 000-11-22",
            "CANARY-TOKEN-OF-A-CITIZEN",
            "canary lives at Canary street 7");

    @TempDir
    private Path folder = Path.of("");

    private static String event(String type, String incident, String more) {
        return "{\"eventId\":\"" + type + "\",\"incidentId\":\"" + incident
                + "\",\"source\":\"INCIDENT_MANAGEMENT\",\"type\":\"" + type
                + "\",\"occurredAt\":\"2023-04-01T09:00:00Z\"" + more + "}";
    }

    private static String registered(String incident, String more) {
        return event("REGISTERED", incident, ",\"municipality\":\"87701000\",\"topic\":\"ЖКХ\"" + more);
    }

    private static String everything() {
        return "\"text\":\"" + String.join("; ", PERSONAL) + "\"";
    }

    /** Accepted and rejected events, each with all that is personal in it. */
    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lines.add(registered(
                    "good-" + i,
                    ",\"citizen\":\"" + PERSONAL.get(3) + i + "\"," + everything() + ",\"author\":{\"name\":\""
                            + PERSONAL.get(0) + "\",\"mail\":[\"" + PERSONAL.get(1) + "\"]}"));
            lines.add(event("ANSWERED", "good-" + i, "," + everything()));
        }
        lines.add("not JSON at all: " + String.join(" ", PERSONAL));
        lines.add(cut(registered("cut", "," + everything())));
        lines.add(registered("type", ",\"rating\":\"" + PERSONAL.get(2) + "\"," + everything()));
        lines.add(registered("twice", "," + everything() + "," + everything()));
        lines.add(registered("long", ",\"citizen\":\"" + (PERSONAL.get(3) + " ").repeat(20) + "\""));
        lines.add(event("REGISTERED", "place", ",\"municipality\":\"" + PERSONAL.get(4) + "\",\"topic\":\"ЖКХ\""));
        lines.add(event(PERSONAL.get(0), "kind", "," + everything()));
        return lines;
    }

    private static String cut(String event) {
        return event.substring(0, event.length() - 10);
    }

    @Test
    void letsNobodyInWhoMayNotAndTellsNothingItMustNot() throws Exception {
        Path file = Files.write(folder.resolve("canaries.ndjson"), lines());
        try (SecuredSystem system = SecuredSystem.start(folder.resolve("home"))) {
            system.send(file, END);

            assertThat(system.rows().get("municipality_metrics"))
                    .as("rows that came through TLS")
                    .anyMatch(row -> row.contains("87701000"));
            refusesStrangersAtTheBroker(system);
            refusesStrangersAtTheDatabase(system);
            takesNoJarsAndListensOnTheLoopbackOnly(system);
            Map<String, String> pages = system.pages();
            assertThat(pages.get("/jobs/" + system.job())).contains("measure-regions");
            // A job that is stopped deletes them.
            Map<String, String> checkpoints = SecuredSystem.files(system.home.checkpoints());
            system.stopJob();

            deadLettersKeepTheHashAlone(system);
            tellsNothing(system, pages, checkpoints);
        }
    }

    private static void refusesStrangersAtTheBroker(SecuredSystem system) throws IOException {
        String broker = KafkaBroker.access(system.state).bootstrapServers();
        assertThatThrownBy(() -> look(KafkaAccess.of(broker, null)))
                .as("plaintext")
                .isInstanceOf(ExecutionException.class);
        String settings = Files.readString(system.security.clientProperties());
        Path wrong = Files.writeString(
                system.home.root().resolve("wrong.properties"),
                settings.replaceFirst("password=\"[^\"]*\"", "password=\"wrong\""));
        assertThatThrownBy(() -> look(KafkaAccess.of(broker, wrong)))
                .as("a wrong password")
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        Path trusting = Files.writeString(
                system.home.root().resolve("trusting.properties"), settings.replaceAll("(?m)^ssl\\.truststore.*$", ""));
        assertThatThrownBy(() -> look(KafkaAccess.of(broker, trusting)))
                .as("a broker that nobody vouches for")
                .isInstanceOf(ExecutionException.class);
    }

    private static void look(KafkaAccess access) throws ExecutionException, InterruptedException {
        Properties settings = access.client();
        settings.setProperty("request.timeout.ms", "2000");
        settings.setProperty("default.api.timeout.ms", "3000");
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get();
        }
    }

    private static void refusesStrangersAtTheDatabase(SecuredSystem system) throws SQLException {
        String url = PostgresServer.url(system.state);
        String password = system.home.secretText(PostgresServer.WRITER);
        assertThat(url).contains("sslmode=verify-full");
        DriverManager.getConnection(url, PostgresServer.WRITER, password).close();
        String plain = url.replaceFirst("sslmode=verify-full.*", "sslmode=disable");
        assertThatThrownBy(() -> DriverManager.getConnection(plain, PostgresServer.WRITER, password))
                .as("plaintext")
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no encryption");
        assertThatThrownBy(() -> DriverManager.getConnection(url, PostgresServer.WRITER, "wrong"))
                .as("a wrong password")
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    private static void takesNoJarsAndListensOnTheLoopbackOnly(SecuredSystem system) throws Exception {
        assertThat(system.ask("POST", "/jars/upload").statusCode()).isIn(403, 404, 405);
        assertThat(system.ask("GET", "/jars").statusCode()).isEqualTo(404);
        assertThat(system.ask("GET", "/config").body()).contains("\"web-submit\":false", "\"web-cancel\":false");
        int port = URI.create(system.restAddress()).getPort();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (var address : Collections.list(each.getInetAddresses())) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> connect(new InetSocketAddress(address, port)))
                            .as("Flink at %s", address)
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1000);
        }
    }

    private static void deadLettersKeepTheHashAlone(SecuredSystem system) throws Exception {
        List<String> hashes = new ArrayList<>();
        for (String record : system.records(Topics.INCIDENTS_REJECTED)) {
            JsonNode letter = JSON.readTree(record.substring(record.indexOf('{')));
            hashes.add(letter.path("sha256").asText());
            Set<String> fields = new TreeSet<>();
            letter.fieldNames().forEachRemaining(fields::add);
            assertThat(fields).contains("reason", "topic", "partition", "offset", "sha256", "explanation");
            assertThat(fields)
                    .isSubsetOf(Set.of(
                            "reason",
                            "topic",
                            "partition",
                            "offset",
                            "sha256",
                            "explanation",
                            "edition",
                            "revision",
                            "eventTime",
                            "contentHash",
                            "status"));
        }
        List<String> sent = new ArrayList<>();
        for (String line : lines().subList(10, lines().size())) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            sent.add(HexFormat.of().formatHex(hash));
        }
        assertThat(hashes).containsExactlyInAnyOrderElementsOf(sent);
    }

    /** Looks into logs, pages, topics, tables, checkpoints and savepoints. */
    private static void tellsNothing(SecuredSystem system, Map<String, String> pages, Map<String, String> checkpoints)
            throws Exception {
        List<String> forbidden = new ArrayList<>();
        PERSONAL.forEach(each -> forbidden.add(SecuredSystem.text(each.getBytes(StandardCharsets.UTF_8))));
        forbidden.addAll(PERSONAL);
        for (String secret : List.of(PostgresServer.WRITER, PostgresServer.READER, "citizen-key", "otklik-client")) {
            forbidden.add(system.home.secretText(secret));
        }
        assertThat(Topics.INPUTS.stream().flatMap(topic -> system.records(topic).stream()))
                .as("the search finds what is there")
                .anyMatch(record -> record.contains(forbidden.get(0)));

        for (String topic : Topics.EXACTLY_ONCE) {
            assertFree("topic " + topic, String.join("\n", system.records(topic)), forbidden);
        }
        assertFree("live boards", String.join("\n", system.records(Topics.RANKINGS_LIVE)), forbidden);
        pages.forEach((page, text) -> assertFree("page " + page, text, forbidden));
        system.rows().forEach((table, rows) -> assertFree("table " + table, String.join("\n", rows), forbidden));
        Map<String, String> logs = SecuredSystem.files(system.home.root().resolve("logs"));
        Map<String, String> savepoints = SecuredSystem.files(system.home.savepoints());
        assertThat(logs.values()).anyMatch(text -> text.contains("read-incidents"));
        assertThat(checkpoints).isNotEmpty();
        assertThat(savepoints.values()).as("a savepoint holds state").anyMatch(text -> text.contains("ru.otklik"));
        for (Map<String, String> files : List.of(logs, checkpoints, savepoints)) {
            files.forEach((name, text) -> assertFree("file " + name, text, forbidden));
        }
    }

    private static void assertFree(String place, String text, List<String> forbidden) {
        assertThat(forbidden.stream().filter(text::contains)).as(place).isEmpty();
    }
}
