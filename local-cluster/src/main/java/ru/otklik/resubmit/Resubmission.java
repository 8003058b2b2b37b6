package ru.otklik.resubmit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.edge.DoorCheck;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.operator.RejectionReason;
import ru.otklik.schemas.Topics;

/**
 * Offers refused records again, those that would be accepted now. An event that is there already changes nothing, so it
 * does no harm to do it twice.
 */
public final class Resubmission {
    /** Header of a record that is sent again: topic, partition and offset of the first one, with slashes between. */
    public static final String HEADER = "otklik-resubmitted";

    private final KafkaAccess access;
    private final DoorCheck door;

    /**
     * @param access how to reach the broker
     * @param door the door as it is now
     */
    public Resubmission(KafkaAccess access, DoorCheck door) {
        this.access = access;
        this.door = door;
    }

    /**
     * What became of the dead letters that were looked at.
     *
     * @param found dead letters of the reason, each record counted once
     * @param passing records that would be accepted now; they were sent unless it was a dry run
     * @param gone records that their topic does not keep any more
     * @param changed records whose value is another than the one that was refused: the topic was made anew
     * @param refused records that would be refused again, by reason
     */
    public record Outcome(int found, int passing, int gone, int changed, Map<RejectionReason, Integer> refused) {}

    /** Counts on the way to an outcome. */
    private static final class Tally {
        private final Map<RejectionReason, Integer> refused = new EnumMap<>(RejectionReason.class);
        private int passing;
        private int gone;
        private int changed;
    }

    /**
     * Offers records again.
     *
     * @param reason only those that were refused for it
     * @param since only those that were refused then or later, by the broker's clock; null for all
     * @param dryRun whether to send nothing
     */
    public Outcome run(RejectionReason reason, @Nullable Instant since, boolean dryRun) {
        Tally tally = new Tally();
        int found = 0;
        try (KafkaLog log = new KafkaLog(access);
                KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Map.Entry<TopicPartition, Map<Long, DeadLetter>> letters :
                    deadLetters(log, reason, since).entrySet()) {
                found += letters.getValue().size();
                log.find(
                        letters.getKey(),
                        List.copyOf(new TreeSet<>(letters.getValue().keySet())),
                        record -> {
                            DeadLetter letter = letters.getValue().get(record.offset());
                            if (letter != null && passes(record, letter, tally) && !dryRun) {
                                sent.add(producer.send(again(record, letter)));
                            }
                        },
                        offset -> tally.gone++);
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new Failure("the broker does not take records: " + Failure.because(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
        return new Outcome(found, tally.passing, tally.gone, tally.changed, tally.refused);
    }

    /** By place, since a job that fell back behind a checkpoint has refused a record twice. */
    private static Map<TopicPartition, Map<Long, DeadLetter>> deadLetters(
            KafkaLog log, RejectionReason reason, @Nullable Instant since) {
        Map<TopicPartition, Map<Long, DeadLetter>> letters =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        log.read(Topics.INCIDENTS_REJECTED, since, record -> {
            DeadLetter letter = DeadLetter.read(record.value());
            if (letter.reason() == reason && isInput(letter.partition().topic())) {
                letters.computeIfAbsent(letter.partition(), partition -> new TreeMap<>())
                        .put(letter.offset(), letter);
            }
        });
        return letters;
    }

    private static boolean isInput(String topic) {
        return Topics.INPUTS.contains(topic) || Topics.OPTIONAL_INPUTS.contains(topic);
    }

    private boolean passes(ConsumerRecord<byte[], byte[]> record, DeadLetter letter, Tally tally) {
        byte[] value = record.value();
        if (value == null || !sha256(value).equals(letter.sha256())) {
            tally.changed++;
            return false;
        }
        Optional<RejectionReason> refusal = door.refusal(value, record.topic(), System.currentTimeMillis());
        refusal.ifPresentOrElse(reason -> tally.refused.merge(reason, 1, Integer::sum), () -> tally.passing++);
        return refusal.isEmpty();
    }

    /** The same key, so that it comes to the partition of its incident. */
    private static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(record.topic(), record.key(), record.value());
        again.headers().add(HEADER, letter.origin().getBytes(StandardCharsets.UTF_8));
        return again;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Properties settings = access.client();
        settings.setProperty("acks", "all");
        settings.setProperty("enable.idempotence", "true");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
