package ru.otklik.edge;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.edge.reference.Fault;
import ru.otklik.edge.reference.MethodologyFile;
import ru.otklik.edge.reference.ReferenceException;
import ru.otklik.operator.ConfigRejectionReason;
import ru.otklik.operator.MethodologyUpdate;
import ru.otklik.operator.Origin;

/** Makes updates of the methodology out of records; never fails because of one. */
final class MethodologyDecoder {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_EXPLANATION = 1_000;
    private static final byte[] NOTHING = new byte[0];

    private MethodologyDecoder() {}

    static MethodologyUpdate decode(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        Origin origin = new Origin(
                record.topic(),
                record.partition(),
                record.offset(),
                sha256(value == null ? NOTHING : value),
                record.timestamp());
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (value == null) {
            return refused(origin, key, ConfigRejectionReason.NO_VALUE, "a version can't be removed");
        }
        if (value.length > MAX_BYTES) {
            return refused(origin, key, ConfigRejectionReason.TOO_LONG, "longer than " + MAX_BYTES + " bytes");
        }
        Methodology methodology;
        try {
            methodology = MethodologyFile.parse(record.topic(), value);
        } catch (ReferenceException wrong) {
            String faults = wrong.faults().stream().map(Fault::toString).collect(Collectors.joining("\n"));
            return refused(origin, key, ConfigRejectionReason.INVALID, faults);
        } catch (UncheckedIOException wrong) {
            return refused(origin, key, ConfigRejectionReason.INVALID, reason(wrong.getMessage()));
        }
        return methodology.id().equals(key)
                ? new MethodologyUpdate(origin, key, methodology, null)
                : refused(origin, key, ConfigRejectionReason.KEY_IS_NOT_ID, "the version's id is " + methodology.id());
    }

    private static String reason(@Nullable String message) {
        return message == null || message.isBlank() ? "it can't be read" : message;
    }

    private static MethodologyUpdate refused(
            Origin origin, String key, ConfigRejectionReason reason, String explanation) {
        String shortened =
                explanation.length() <= MAX_EXPLANATION ? explanation : explanation.substring(0, MAX_EXPLANATION);
        return new MethodologyUpdate(origin, key, null, new MethodologyUpdate.Fault(reason, shortened));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
