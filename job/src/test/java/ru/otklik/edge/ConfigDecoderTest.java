package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.domain.ranking.MethodologyPacking;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.ConfigRejectionReason;
import ru.otklik.operator.ConfigUpdate;

class ConfigDecoderTest {
    private static final String SHIPPED = new String(
            ReferenceFiles.files(null, Overrides.NONE).get("methodology/default-1.json"), StandardCharsets.UTF_8);
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    private static final int MUTANTS = 3_000;

    private static final String RULES = new String(
            ReferenceFiles.files(null, Overrides.NONE).get("alert-rules/default-1.json"), StandardCharsets.UTF_8);
    private static final String SILENCE = """
            {"id": "s", "rules": ["overdue"], "regions": ["87000000"], "municipalities": ["87701000"],
             "from": "2024-05-14T09:00:00+03:00", "until": "2024-05-17T18:00:00+03:00", "author": "a", "reason": "r"}
            """;

    private static ConfigUpdate decode(@Nullable String key, byte @Nullable [] value) {
        return decode("config.methodology", key, value);
    }

    private static ConfigUpdate decode(String topic, @Nullable String key, byte @Nullable [] value) {
        return ConfigDecoder.decode(
                new ConsumerRecord<>(topic, 0, 7, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value),
                REFERENCE);
    }

    @Test
    void readsTheVersionThatComesWithTheJobAndPacksItWhole() {
        ConfigUpdate update = decode("default-1", SHIPPED.getBytes(StandardCharsets.UTF_8));

        assertThat(update.fault()).isNull();
        assertThat(update.methodology())
                .isEqualTo(ReferenceFiles.shipped().methodologyAt(0))
                .isEqualTo(MethodologyPacking.unpack(
                        MethodologyPacking.pack(ReferenceFiles.shipped().methodologyAt(0))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "NULL",
            value = {
                "x; NULL; NO_VALUE",
                "NULL; {}; INVALID",
                "x; ''; INVALID",
                "x; null; INVALID",
                "x; []; INVALID",
                "x; {\"id\":1,\"id\":2}; INVALID",
                "x; SHIPPED; KEY_IS_NOT_ID",
                "NULL; SHIPPED; KEY_IS_NOT_ID",
                "default-1; LONG; TOO_LONG"
            })
    void saysWhatIsWrong(@Nullable String key, @Nullable String value, ConfigRejectionReason reason) {
        String text = value == null
                ? null
                : value.equals("SHIPPED") ? SHIPPED : value.equals("LONG") ? SHIPPED + " ".repeat(65_536) : value;

        ConfigUpdate.Fault fault =
                Objects.requireNonNull(decode(key, text == null ? null : text.getBytes(StandardCharsets.UTF_8))
                        .fault());

        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault.explanation()).isNotBlank().hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    void readsRulesAndSilencesFromTheirTopics() {
        ConfigUpdate rules = decode("config.alert-rules", "default-1", RULES.getBytes(StandardCharsets.UTF_8));
        ConfigUpdate silence = decode("config.silences", "s", SILENCE.getBytes(StandardCharsets.UTF_8));

        assertThat(Objects.requireNonNull(rules.rules()).rules()).hasSize(7);
        assertThat(Objects.requireNonNull(silence.silence()).municipalities()).containsExactly("87701000");
        assertThat(Objects.requireNonNull(decode("config.silences", "t", SILENCE.getBytes(StandardCharsets.UTF_8))
                                .fault())
                        .reason())
                .isEqualTo(ConfigRejectionReason.KEY_IS_NOT_ID);
    }

    @ParameterizedTest
    @CsvSource({"config.methodology, default-1", "config.alert-rules, default-1", "config.silences, s"})
    void neverFailsWhateverComes(String topic, String key) {
        SplittableRandom random = new SplittableRandom(3);
        String whole = topic.equals("config.methodology") ? SHIPPED : key.equals("s") ? SILENCE : RULES;
        byte[] shipped = whole.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = shipped.clone();
            int changes = random.nextInt(1, 6);
            for (int j = 0; j < changes; j++) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }

            ConfigUpdate update = decode(topic, key, mutant);

            boolean read = update.methodology() != null || update.rules() != null || update.silence() != null;
            assertThat(update.fault() == null).as("mutant %d", i).isEqualTo(read);
        }
    }
}
