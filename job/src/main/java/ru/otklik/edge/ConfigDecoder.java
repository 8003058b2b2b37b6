package ru.otklik.edge;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.AlertRuleFile;
import ru.otklik.edge.reference.Fault;
import ru.otklik.edge.reference.MethodologyFile;
import ru.otklik.edge.reference.ReferenceException;
import ru.otklik.edge.reference.SilenceFile;
import ru.otklik.operator.ConfigRejectionReason;
import ru.otklik.operator.ConfigUpdate;
import ru.otklik.operator.Origin;
import ru.otklik.schemas.Topics;

/** Makes updates of the configuration out of the records of its topics; never fails because of one. */
final class ConfigDecoder {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_EXPLANATION = 1_000;
    private static final byte[] NOTHING = new byte[0];

    private ConfigDecoder() {}

    /** @param reference which municipalities and regions there are */
    static ConfigUpdate decode(ConsumerRecord<byte[], byte[]> record, ReferenceData reference) {
        byte[] value = record.value();
        Origin origin = new Origin(
                record.topic(),
                record.partition(),
                record.offset(),
                sha256(value == null ? NOTHING : value),
                record.timestamp());
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (value == null) {
            return refused(origin, key, ConfigRejectionReason.NO_VALUE, "nothing can be removed");
        }
        if (value.length > MAX_BYTES) {
            return refused(origin, key, ConfigRejectionReason.TOO_LONG, "longer than " + MAX_BYTES + " bytes");
        }
        try {
            ConfigUpdate update = parse(origin, value, reference);
            return update.key().equals(key)
                    ? update
                    : refused(origin, key, ConfigRejectionReason.KEY_IS_NOT_ID, "the id is " + update.key());
        } catch (ReferenceException wrong) {
            String faults = wrong.faults().stream().map(Fault::toString).collect(Collectors.joining("\n"));
            return refused(origin, key, ConfigRejectionReason.INVALID, faults);
        } catch (UncheckedIOException wrong) {
            return refused(origin, key, ConfigRejectionReason.INVALID, reason(wrong.getMessage()));
        }
    }

    private static ConfigUpdate parse(Origin origin, byte[] value, ReferenceData reference) {
        return switch (origin.topic()) {
            case Topics.CONFIG_METHODOLOGY -> ConfigUpdate.of(origin, MethodologyFile.parse(origin.topic(), value));
            case Topics.CONFIG_ALERT_RULES ->
                ConfigUpdate.of(origin, AlertRuleFile.parse(origin.topic(), value, reference));
            case Topics.CONFIG_SILENCES -> ConfigUpdate.of(origin, SilenceFile.parse(origin.topic(), value, reference));
            default -> throw new IllegalArgumentException("no topic of configuration: " + origin.topic());
        };
    }

    private static String reason(@Nullable String message) {
        return message == null || message.isBlank() ? "it can't be read" : message;
    }

    private static ConfigUpdate refused(Origin origin, String key, ConfigRejectionReason reason, String explanation) {
        String shortened =
                explanation.length() <= MAX_EXPLANATION ? explanation : explanation.substring(0, MAX_EXPLANATION);
        return ConfigUpdate.refused(origin, key, new ConfigUpdate.Fault(reason, shortened));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
