package ru.otklik.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.console.Waiting;

class TargetWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2024-03-12T09:00:00Z");
    private static final DispatchSettings SETTINGS =
            new DispatchSettings(Map.of(), List.of(), List.of(), "https://otklik.example/{alertId}", null);
    private static final Answer TAKEN = new Answer(200, Map.of(), "");

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> sent = Collections.synchronizedList(new ArrayList<>());
    private final MemoryTopic topic = new MemoryTopic();

    /** A topic of one partition, all of whose records are there from the start. */
    private static final class MemoryTopic {
        private final List<String> records = new ArrayList<>();
        private volatile long committed;

        private AlertSource open() {
            return new AlertSource() {
                private final long told = committed;
                private int next;

                @Override
                public List<Entry> read(Duration atMost, boolean wanted) {
                    if (!wanted || next == records.size()) {
                        Thread.onSpinWait();
                        return List.of();
                    }
                    byte[] value = records.get(next).getBytes(StandardCharsets.UTF_8);
                    Entry entry = new Entry(new Place(0, next), NOW.toEpochMilli(), value, next < told);
                    next++;
                    return List.of(entry);
                }

                @Override
                public boolean isReadToEnd() {
                    return next == records.size();
                }

                @Override
                public void commit(Map<Integer, Long> positions) {
                    committed = new TreeMap<>(positions).getOrDefault(0, committed);
                }

                @Override
                public void wakeUp() {
                    // Reading never waits.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }

    @Test
    void passesOverWhatIsNoAlertAndWhatIsNotToBeDelivered() throws Exception {
        topic.records.addAll(List.of("{", AlertRecords.suppressed(1), AlertRecords.firing(2)));

        runUntil(post -> TAKEN, () -> topic.committed == 3);

        assertThat(ids()).containsOnly(AlertRecords.id(2));
        assertThat(said).singleElement().asString().contains("which is no alert");
    }

    @Test
    void aRefusedRecordIsTriedAgainAndHoldsBackNoOther() throws Exception {
        topic.records.addAll(List.of(AlertRecords.firing(1), AlertRecords.resolved(1), AlertRecords.firing(2)));
        CountDownLatch refusals = new CountDownLatch(3);

        runUntil(
                post -> {
                    if (text(post).contains(AlertRecords.id(1)) && refusals.getCount() > 0) {
                        refusals.countDown();
                        return new Answer(422, Map.of(), "no such thing");
                    }
                    return TAKEN;
                },
                () -> topic.committed == 3);

        List<String> ids = ids();
        assertThat(ids.indexOf(AlertRecords.id(2))).isLessThan(ids.lastIndexOf(AlertRecords.id(1)) - 1);
        assertThat(said).anyMatch(line -> line.contains("refuses " + AlertRecords.id(1) + "-FIRING"));
    }

    /** Whatever was committed, an Alertmanager is reminded of what still fires and of nothing else. */
    @ParameterizedTest(name = "restarted after {0} records")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void remindsOfWhatStillFires(int restartAfter) throws Exception {
        String severe = AlertRecords.with(AlertRecords.firing(2), "severity", "CRITICAL");
        topic.records.addAll(List.of(AlertRecords.firing(1), AlertRecords.firing(2), severe, AlertRecords.resolved(1)));
        topic.committed = restartAfter;

        runUntil(post -> TAKEN, () -> topic.committed == 4 && reminders() >= 6);

        JsonNode last = sent.get(sent.size() - 1);
        assertThat(last).hasSize(1);
        assertThat(last.at("/0/labels/alert_id").asText()).isEqualTo(AlertRecords.id(2));
        assertThat(last.at("/0/labels/severity").asText()).isEqualTo("warning");
        assertThat(last.at("/0/startsAt").asText()).isEqualTo("2024-03-12T06:00:00Z");
        assertThat(last.at("/0/endsAt").asText()).isEqualTo("2024-03-12T10:00:00Z");
        assertThat(last.at("/0/generatorURL").asText()).isEqualTo("https://otklik.example/" + AlertRecords.id(2));
    }

    @Test
    void thePageSaysWhoIsNotWell() throws Exception {
        TargetStatus well = new TargetStatus("duty", NOW, 7, 1, 0, 0, 0, 0, null, null, null);
        Instant past = NOW.minus(Duration.ofHours(1));
        TargetStatus ill = new TargetStatus("am", NOW, 0, 9, 0, 3, 0, 9, past, past, "HTTP 503");

        try (StatusPage page = StatusPage.open(0, () -> List.of(well, ill), Clock.fixed(NOW, ZoneOffset.UTC))) {
            assertThat(get(page, "/health").statusCode()).isEqualTo(503);
            assertThat(get(page, "/health").body()).isEqualTo("am: HTTP 503\n");
            assertThat(get(page, "/metrics").body())
                    .contains("otklik_dispatch_delivered_total{target=\"duty\"} 7.0\n")
                    .contains("otklik_dispatch_failing_seconds{target=\"am\"} 3600.0\n");
            assertThat(new ObjectMapper()
                            .readTree(get(page, "/").body())
                            .at("/0/well")
                            .asBoolean())
                    .isTrue();
        }
    }

    private long reminders() {
        synchronized (sent) {
            return sent.stream()
                    .filter(post -> post.at("/0/annotations/stale").asText().equals("false"))
                    .filter(post -> post.at("/0/labels/alert_id").asText().equals(AlertRecords.id(2)))
                    .count();
        }
    }

    private void runUntil(TargetWorker.Sender sender, BooleanSupplier isDone) throws Exception {
        DispatchSettings.Pace pace = new DispatchSettings.Pace(
                PATIENCE, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(1), Duration.ofHours(1), 1);
        DispatchSettings.Target target = new DispatchSettings.Target(
                "am",
                DispatchSettings.Kind.ALERTMANAGER,
                URI.create("http://am:9093/"),
                null,
                null,
                Instant.EPOCH,
                pace);
        TargetWorker worker = new TargetWorker(
                target,
                new TargetWorker.Parts(
                        Channel.to(target, SETTINGS),
                        post -> {
                            sent.add(new ObjectMapper().readTree(post.body()));
                            return sender.send(post);
                        },
                        topic::open,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        said::add));
        Thread thread = new Thread(worker, "worker");
        thread.start();
        Waiting.until("the worker", PATIENCE, seen -> {
            seen.accept(worker.current() + " " + said);
            return isDone.getAsBoolean() ? true : null;
        });
        worker.stop();
        thread.join();
    }

    private List<String> ids() {
        synchronized (sent) {
            return sent.stream()
                    .map(post -> post.at("/0/labels/alert_id").asText())
                    .toList();
        }
    }

    private static String text(Post post) {
        return new String(post.body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> get(StatusPage page, String path) throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + page.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
}
