package ru.otklik.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobSettingsTest {
    @TempDir
    private Path directory;

    private Path key = Path.of("");
    private Path events = Path.of("");
    private Path password = Path.of("");
    private Path properties = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        key = Files.writeString(directory.resolve("key"), " sixteen bytes 16 \n");
        properties = Files.writeString(directory.resolve("properties"), "");
        password = Files.writeString(directory.resolve("password"), "secret\n");
        events = Files.writeString(directory.resolve("events.ndjson"), "");
    }

    private Map<String, String> streaming() {
        Map<String, String> all = common();
        all.put("kafka.bootstrap-servers", "a:1,b:2");
        all.put("kafka.group-id", "group");
        all.put("kafka.transactional-id-prefix", "prefix");
        all.put("kafka.transaction-timeout", "PT3H");
        all.put("kafka.pages", "true");
        all.put("kafka.properties-file", properties.toString());
        all.put("postgres.url", "jdbc:postgresql://h/d");
        all.put("postgres.user", "user");
        all.put("postgres.password-file", password.toString());
        return all;
    }

    private Map<String, String> replay() {
        Map<String, String> all = common();
        all.put("as-of", "2023-07-01T00:00:00+03:00");
        all.put("not-after", "2023-07-02");
        all.put("periods", "DAY,P7D");
        all.put("parallelism", "3");
        all.put("out", directory.resolve("out").toString());
        return all;
    }

    private Map<String, String> common() {
        Map<String, String> all = new TreeMap<>();
        all.put("citizen-key-file", key.toString());
        all.put("edition", "7");
        all.put("reference", directory.toString());
        all.put("municipalities", events.toString());
        all.put("calendar", directory.toString());
        all.put("norms", events.toString());
        all.put("methodology", events.toString());
        all.put("alert-rules", events.toString());
        all.put("earliest", "2019-05-06");
        all.put("allowed-disorder", "PT2M");
        all.put("retain-answered", "P91D");
        all.put("retain-unanswered", "P2Y");
        all.put("forget-after", "P3D");
        all.put("closed-horizon", "P46D");
        return all;
    }

    private static String[] arguments(Map<String, String> settings, String... others) {
        List<String> arguments = new ArrayList<>(List.of(others));
        settings.forEach((name, value) -> arguments.addAll(
                name.length() % 2 == 0 ? List.of("--" + name, value) : List.of("--" + name + "=" + value)));
        return arguments.toArray(String[]::new);
    }

    @Test
    void everyOptionIsExercisedWithAnotherValueThanItsDefault() {
        Map<String, String> all = streaming();
        all.putAll(replay());

        assertThat(all.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(JobOption.values()).map(JobOption::key).toList());
        for (JobOption option : JobOption.values()) {
            assertThat(all.get(option.key())).isNotEqualTo(option.defaultValue());
            assertThat(option.description()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void streamingTakesEverySettingOfItsOwn() {
        JobSettings settings = JobSettings.streaming(arguments(streaming()));

        assertThat(settings.kafka())
                .isEqualTo(new JobSettings.Kafka("a:1,b:2", "group", "prefix", Duration.ofHours(3), true, properties));
        assertThat(settings.postgres())
                .isEqualTo(new JobSettings.Postgres("jdbc:postgresql://h/d", "user", SecretFile.of(password)));
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(settings.postgres()).passwordFile())
                        .text())
                .isEqualTo("secret");
        assertThat(settings.replay()).isNull();
        assertCommon(settings);
    }

    @Test
    void replayTakesEverySettingOfItsOwn() {
        JobSettings settings = JobSettings.replay(arguments(replay(), events.toString(), key.toString()));

        assertThat(settings.replay())
                .isEqualTo(new JobSettings.Replay(
                        List.of(events, key),
                        directory.resolve("out"),
                        Instant.parse("2023-06-30T21:00:00Z"),
                        Instant.parse("2023-07-02T00:00:00Z"),
                        Set.of("DAY", "P7D"),
                        3));
        assertThat(settings.kafka()).isNull();
        assertThat(settings.postgres()).isNull();
        assertCommon(settings);
    }

    private void assertCommon(JobSettings settings) {
        assertThat(settings.citizenKeys()).isEqualTo(CitizenKeySource.in(SecretFile.of(key)));
        assertThat(settings.citizenKeys().read().key(0)).isEqualTo("sixteen bytes 16".getBytes(StandardCharsets.UTF_8));
        assertThat(settings.edition()).isEqualTo(7);
        assertThat(settings.reference())
                .isEqualTo(new JobSettings.ReferenceFiles(directory, events, directory, events, events, events));
        assertThat(settings.earliest()).isEqualTo("2019-05-06T00:00:00Z");
        assertThat(settings.allowedDisorder()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.retainAnswered()).isEqualTo(Duration.ofDays(91));
        assertThat(settings.retainUnanswered()).isEqualTo(Duration.ofDays(730));
        assertThat(settings.forgetAfter()).isEqualTo(Duration.ofDays(3));
        assertThat(settings.closedHorizon()).isEqualTo(Duration.ofDays(46));
    }

    @Test
    void defaultsAreThoseOfTheContract() {
        JobSettings settings = JobSettings.replay(new String[] {events.toString(), "--out", "x"});

        assertThat(settings.earliest()).isEqualTo("2018-01-01T00:00:00Z");
        assertThat(settings.allowedDisorder()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.retainAnswered()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.retainUnanswered()).isEqualTo(Duration.ofDays(400));
        assertThat(settings.closedHorizon()).isEqualTo(Duration.ofDays(45));
        assertThat(Objects.requireNonNull(settings.replay()).periods()).containsExactly("MONTH", "QUARTER", "YEAR");
        assertThat(settings.replay().asOf()).isNull();
        assertThat(settings.replay().notAfter()).isNull();
        assertThat(settings.edition()).isZero();
        assertThat(settings.reference()).isEqualTo(new JobSettings.ReferenceFiles(null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "edition, -1",
        "edition, 1.5",
        "edition, x",
        "reference, /no/such/place",
        "municipalities, /no/such/place",
        "calendar, /no/such/place",
        "norms, /no/such/place",
        "methodology, /no/such/place",
        "citizen-key-file, /no/such/place",
        "earliest, ''",
        "earliest, yesterday",
        "earliest, 2019-02-30",
        "allowed-disorder, 60",
        "allowed-disorder, P1M",
        "retain-answered, -P1D",
        "retain-answered, PT-24H",
        "allowed-disorder, PT-1M",
        "retain-unanswered, P0D",
        "forget-after, 400d",
        "closed-horizon, P29D",
        "closed-horizon, PT1080H0.001S",
        "as-of, 2023-07-01T00:00:00",
        "not-after, never",
        "periods, WEEK",
        "periods, ''",
        "periods, 'MONTH,'",
        "parallelism, 0",
        "parallelism, two",
        "out, ''"
    })
    void wrongValueOfAReplayIsToldWithItsKey(String option, String value) {
        Map<String, String> settings = replay();
        settings.put(option, value);

        assertThatThrownBy(() -> JobSettings.replay(arguments(settings, events.toString())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--" + option);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.bootstrap-servers, ''",
        "kafka.transaction-timeout, 2h",
        "postgres.password-file, /no/such/place",
        "postgres.password-file, /",
        "postgres.url, jdbc:postgresql://h/d?user=me",
        "postgres.url, jdbc:postgresql://h/d?sslmode=verify-full&PassWord=x",
        "postgres.url, jdbc:postgresql://me:x@h/d",
        "kafka.properties-file, /no/such/place",
        "citizen-key-file, ''"
    })
    void wrongValueOfStreamingIsToldWithItsKey(String option, String value) {
        Map<String, String> settings = streaming();
        settings.put(option, value);

        assertThatThrownBy(() -> JobSettings.streaming(arguments(settings)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--" + option);
    }

    @ParameterizedTest
    @CsvSource({"paralelism, parallelism", "Periods, periods", "asof, as-of", "closed-horizont, closed-horizon"})
    void unknownSettingFailsWithASuggestion(String wrong, String right) {
        assertThatThrownBy(() -> JobSettings.replay(new String[] {events.toString(), "--" + wrong, "1"}))
                .isInstanceOf(SettingsException.class)
                .hasMessage("there is no setting --" + wrong + "; did you mean --" + right + "?");
    }

    @Test
    void settingOfTheOtherModeIsUnknown() {
        for (JobOption option : EnumSet.allOf(JobOption.class)) {
            boolean ofReplay = replay().containsKey(option.key());
            boolean ofStreaming = streaming().containsKey(option.key());
            assertThat(ofReplay || ofStreaming).isTrue();
            if (!ofReplay) {
                assertUnknown(() -> JobSettings.replay(new String[] {"--" + option.key() + "=1"}));
            }
            if (!ofStreaming) {
                assertUnknown(() -> JobSettings.streaming(new String[] {"--" + option.key() + "=1"}));
            }
        }
    }

    private static void assertUnknown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SettingsException.class).hasMessageStartingWith("there is no setting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifteen bytes 1", ""})
    void shortKeyIsRefused(String secret) throws IOException {
        Files.writeString(key, secret);

        assertThatThrownBy(() -> JobSettings.streaming(arguments(streaming())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("at least 16");
    }

    @Test
    void whatIsNoSettingIsTold() {
        assertThatThrownBy(() -> JobSettings.streaming(arguments(streaming(), "stray")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("stray");
        assertThatThrownBy(() -> JobSettings.replay(arguments(replay())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("at least one file");
        assertThatThrownBy(() -> JobSettings.replay(arguments(replay(), "/no/such/file.ndjson")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("/no/such/file.ndjson");
        assertThatThrownBy(() -> JobSettings.replay(new String[] {events.toString(), "--out"}))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--out needs a value");
    }
}
