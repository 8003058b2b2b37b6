package ru.otklik.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import ru.otklik.console.Waiting;

/**
 * Updates of a configuration topic as if they had been appended in the past, where the events of the test lie: the topic
 * takes the sender's times from then on.
 */
final class ConfigTopic {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String bootstrap;
    private final String name;

    ConfigTopic(String bootstrap, String name) {
        this.bootstrap = bootstrap;
        this.name = name;
    }

    /** Makes the topic take the sender's times; returns when a record that means nothing has kept its own. */
    void takeTimesOfSenders(Instant time) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        ConfigEntry sent = new ConfigEntry("message.timestamp.type", "CreateTime");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(sent, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        Waiting.until(name + " to take the sender's times", PATIENCE, seen -> {
            long kept = append("probe", "{}", time);
            seen.accept("appended at " + Instant.ofEpochMilli(kept));
            return kept == time.toEpochMilli() ? true : null;
        });
    }

    /** Appends an update; returns its time of appending, epoch milliseconds. */
    long append(String id, String json, Instant time) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            Future<org.apache.kafka.clients.producer.RecordMetadata> sent =
                    producer.send(new ProducerRecord<>(name, 0, time.toEpochMilli(), id, json));
            return sent.get().timestamp();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits until a refusal of an update with this key is there: what was appended before it has been read, too. */
    String awaitRefusal(String key) {
        return Waiting.until("the refusal of " + key, PATIENCE, seen -> {
            List<String> refused = Topic.committed(bootstrap, "config.rejected");
            seen.accept(refused.size() + " refused");
            return refused.stream()
                    .filter(record -> record.contains("\"key\":\"" + key + "\""))
                    .filter(record -> record.contains(name))
                    .findFirst()
                    .orElse(null);
        });
    }
}
