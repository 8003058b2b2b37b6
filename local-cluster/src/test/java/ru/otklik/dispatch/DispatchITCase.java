package ru.otklik.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.console.Waiting;

/** No death of the dispatcher and no fault of a receiver loses an alert or makes one up. */
class DispatchITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = 20;
    private static final int ALERTS = 300;
    private static final long SEED = 5;
    private static final String SECRET = "a secret that both sides know";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aReceiverGetsWhatTheTopicHasThroughTwentyKills() throws Exception {
        SplittableRandom chance = new SplittableRandom(SEED);
        try (AlertBroker broker = AlertBroker.start(folder.resolve("home"));
                FlakyReceiver receiver = FlakyReceiver.start(SEED)) {
            Set<String> expected = fill(broker);
            Path settings = settings(broker, receiver);

            int gap = expected.size() * 2 / (KILLS + 5);
            for (int kill = 0; kill < KILLS; kill++) {
                try (DispatcherChild child = DispatcherChild.start(settings)) {
                    awaitCalls(receiver, child, receiver.calls() + 1 + chance.nextInt(gap));
                }
                if (kill % 5 == 4) {
                    receiver.restart();
                }
            }
            try (DispatcherChild child = DispatcherChild.start(settings)) {
                awaitAll(receiver, child, expected);
            }

            assertThat(keys(receiver)).isEqualTo(expected);
            assertThat(receiver.failures()).isGreaterThan(receiver.calls() / 3);
            assertThat(receiver.taken()).allSatisfy(DispatchITCase::assertSigned);
            assertThatNoAlertEndsBeforeItBegins(receiver);
        }
    }

    /** Fills the topic in several transactions, some of them in vain; returns what somebody has to be told. */
    private static Set<String> fill(AlertBroker broker) throws Exception {
        Set<String> expected = new TreeSet<>();
        List<String> records = new ArrayList<>();
        for (int number = 0; number < ALERTS; number++) {
            records.add(AlertRecords.firing(number));
            expected.add(AlertRecords.id(number) + "-FIRING");
        }
        broker.write(records);
        records.clear();
        for (int number = 0; number < ALERTS; number++) {
            if (number % 3 != 0) {
                records.add(AlertRecords.resolved(number));
                expected.add(AlertRecords.id(number) + "-RESOLVED");
            }
            records.add(AlertRecords.suppressed(ALERTS + number));
        }
        broker.write(records);
        broker.writeInVain(List.of(AlertRecords.firing(3 * ALERTS), AlertRecords.resolved(0)));
        return expected;
    }

    private Path settings(AlertBroker broker, FlakyReceiver receiver) throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        return Files.writeString(folder.resolve("dispatch.json"), """
                {"kafka": {"bootstrap.servers": "%s"},
                 "allow": [{"origin": "http://127.0.0.1:%2$d"}],
                 "targets": [{"name": "duty", "kind": "WEBHOOK", "url": "http://127.0.0.1:%2$d/hook",
                              "secretFile": "secret", "timeout": "PT5S", "firstPause": "PT0.005S",
                              "longestPause": "PT0.05S"}]}
                """.formatted(broker.bootstrap(), receiver.port()));
    }

    private static void awaitCalls(FlakyReceiver receiver, DispatcherChild child, int calls) {
        Waiting.until(calls + " calls", PATIENCE, seen -> {
            seen.accept(receiver.calls() + " calls; " + child.said());
            return receiver.calls() >= calls ? true : null;
        });
    }

    private static void awaitAll(FlakyReceiver receiver, DispatcherChild child, Set<String> expected) {
        Waiting.until("every alert", PATIENCE, seen -> {
            seen.accept(keys(receiver).size() + " of " + expected.size() + "; " + child.said());
            return keys(receiver).containsAll(expected) ? true : null;
        });
    }

    private static Set<String> keys(FlakyReceiver receiver) {
        Set<String> keys = new TreeSet<>();
        receiver.taken().forEach(taken -> keys.add(taken.key()));
        return keys;
    }

    private static void assertThatNoAlertEndsBeforeItBegins(FlakyReceiver receiver) {
        Map<String, Integer> first = new HashMap<>();
        receiver.taken().forEach(taken -> first.putIfAbsent(taken.key(), first.size()));
        first.forEach((key, order) -> {
            if (key.endsWith("-RESOLVED")) {
                assertThat(first.get(key.replace("-RESOLVED", "-FIRING")))
                        .as(key)
                        .isNotNull()
                        .isLessThan(order);
            }
        });
    }

    /** Checks as a receiver would, without the code of the sender. */
    private static void assertSigned(FlakyReceiver.Taken taken) throws Exception {
        assertThat(taken.signature()).matches("t=\\d+,v1=[0-9a-f]{64}");
        String seconds = taken.signature().substring(2, taken.signature().indexOf(','));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] sum = mac.doFinal((seconds + "." + taken.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(taken.signature()).endsWith("v1=" + HexFormat.of().formatHex(sum));
        Notice notice = AlertRecords.notice(0, 0, taken.body());
        assertThat(taken.key()).isEqualTo(notice.alertId() + "-" + notice.state());
    }
}
