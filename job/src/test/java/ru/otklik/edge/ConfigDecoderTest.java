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

    private static ConfigUpdate decode(@Nullable String key, byte @Nullable [] value) {
        return ConfigDecoder.decode(
                new ConsumerRecord<>(
                        "config.methodology", 0, 7, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value),
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
    void neverFailsWhateverComes() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] shipped = SHIPPED.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = shipped.clone();
            int changes = random.nextInt(1, 6);
            for (int j = 0; j < changes; j++) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }

            ConfigUpdate update = decode("default-1", mutant);

            assertThat(update.fault() == null).as("mutant %d", i).isEqualTo(update.methodology() != null);
        }
    }
}
