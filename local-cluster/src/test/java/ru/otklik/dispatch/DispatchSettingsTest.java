package ru.otklik.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.console.Failure;

class DispatchSettingsTest {
    private static final String GOOD = """
            {"kafka": {"bootstrap.servers": "broker:9092"},
             "allow": [{"origin": "https://hooks.example.org"},
                       {"origin": "http://inside:9093", "networks": ["10.0.0.0/8"]}],
             "targets": [{"name": "duty", "kind": "WEBHOOK", "url": "https://hooks.example.org/a", "secretFile": "secret",
                          "notBefore": "2026-01-31T09:00:00Z", "timeout": "PT3S", "seed": 4},
                         {"name": "am", "kind": "ALERTMANAGER", "url": "http://inside:9093", "tokenFile": "secret",
                          "repost": "PT2M", "resolveAfter": "PT10M"}],
             "alertPage": "https://otklik.example/{alertId}",
             "statusPort": 0}
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsEveryKey() throws IOException {
        DispatchSettings settings = read(GOOD);

        assertThat(settings.namesBroker()).isTrue();
        assertThat(settings.targetNames()).containsExactly("duty", "am");
        assertThat(settings.findAlertPage("1f")).contains("https://otklik.example/1f");
        assertThat(settings.statusPort()).isZero();
        DispatchSettings.Target duty = settings.targets().get(0);
        assertThat(duty.notBefore()).isEqualTo(Instant.parse("2026-01-31T09:00:00Z"));
        assertThat(duty.secretFile()).isEqualTo(folder.resolve("secret"));
        assertThat(duty.pace().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(duty.pace().seed()).isEqualTo(4);
        assertThat(settings.targets().get(1).pace().repost()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"targets\"|\"tragets\"|tragets is unknown",
                "\"seed\"|\"sead\"|targets[0].sead is unknown",
                "https://hooks.example.org/a|https://hooks.example.org:444/a|is refused: allow does not name",
                "https://hooks.example.org/a|http://hooks.example.org/a|is refused: allow does not name",
                "https://hooks.example.org/a|ftp://hooks.example.org/a|neither http nor https",
                "\"https://hooks.example.org\"|\"https://hooks.example.org/a\"|must end with its host or port",
                "10.0.0.0/8|inside/8|no internet address",
                "\"name\": \"am\"|\"name\": \"duty\"|two targets are named duty",
                "\"name\": \"am\"|\"name\": \"Am!\"|must match",
                "ALERTMANAGER|PAGER|must be WEBHOOK or ALERTMANAGER",
                ", \"secretFile\": \"secret\"||targets[0].secretFile is missing",
                "\"secretFile\": \"secret\"|\"secretFile\": \"none\"|targets[0].secretFile cannot be read",
                "PT3S|3 s|must be like PT10S",
                "PT3S|PT0S|must be from 1 ms",
                "PT10M|PT5M|at least three times repost",
                "2026-01-31T09:00:00Z|yesterday|must be like 2026",
                "\"statusPort\": 0|\"statusPort\": 70000|no port",
                "\"statusPort\": 0|\"statusPort\": 0,|is no JSON"
            })
    void saysWhatIsWrong(String part, String instead, String message) throws IOException {
        String text = GOOD.replace(part, instead == null ? "" : instead);
        assertThat(text).isNotEqualTo(GOOD);

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("dispatch.json")
                .hasMessageContaining(message);
    }

    private DispatchSettings read(String text) throws IOException {
        Files.writeString(folder.resolve("secret"), "0123456789abcdef");
        return DispatchSettings.read(Files.writeString(folder.resolve("dispatch.json"), text));
    }
}
