package ru.otklik.resubmit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.common.TopicPartition;
import ru.otklik.console.Failure;
import ru.otklik.operator.RejectionReason;

/**
 * Where a refused record lies, and what it was.
 *
 * @param partition topic and partition it was read from
 * @param offset offset of the record
 * @param sha256 of its value, lowercase hexadecimal
 * @param reason why it was refused
 */
record DeadLetter(TopicPartition partition, long offset, String sha256, RejectionReason reason) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a record of {@code incidents.rejected}. */
    static DeadLetter read(byte[] value) {
        try {
            JsonNode record = JSON.readTree(value);
            return new DeadLetter(
                    new TopicPartition(
                            record.path("topic").asText(),
                            record.path("partition").intValue()),
                    record.path("offset").longValue(),
                    record.path("sha256").asText(),
                    RejectionReason.valueOf(record.path("reason").asText()));
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure("a record of the rejected ones cannot be read: " + Failure.because(e), e);
        }
    }

    /** Names it in the header of the record that is sent again. */
    String origin() {
        return partition.topic() + '/' + partition.partition() + '/' + offset;
    }
}
