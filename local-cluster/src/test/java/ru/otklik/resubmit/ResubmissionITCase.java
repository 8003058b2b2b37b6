package ru.otklik.resubmit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.edge.DoorCheck;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.RejectionReason;
import ru.otklik.schemas.Topics;

/** On a real broker: what was refused and would pass now comes again, and nothing else does. */
class ResubmissionITCase {
    private static final String KNOWN = "87701000";
    private static final String UNKNOWN = "99999000";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void sendsAgainWhatWouldPassNow() throws Exception {
        ClusterHome home = new ClusterHome(folder);
        Path project = Path.of("..").toAbsolutePath().normalize();
        try (LoneServices services = LoneServices.start(project, home, ClusterState.read(home), false, line -> {})) {
            createTopics(services.bootstrap());
            fill(services.bootstrap());
            DoorCheck door = new DoorCheck(Instant.parse("2018-01-01T00:00:00Z"), ReferenceFiles.shipped());
            Resubmission resubmission = new Resubmission(KafkaAccess.of(services.bootstrap(), null), door);
            RejectionReason reason = RejectionReason.UNKNOWN_MUNICIPALITY;

            Resubmission.Outcome dry = resubmission.run(reason, null, true);
            assertThat(dry).isEqualTo(new Resubmission.Outcome(4, 1, 1, 1, Map.of(reason, 1)));
            assertThat(read(services.bootstrap())).hasSize(4);

            assertThat(resubmission.run(reason, null, false)).isEqualTo(dry);
            assertThat(resubmission.run(reason, Instant.now().plusSeconds(3600), false))
                    .isEqualTo(new Resubmission.Outcome(0, 0, 0, 0, Map.of()));

            List<ConsumerRecord<byte[], byte[]>> records = read(services.bootstrap());
            assertThat(records).hasSize(5);
            ConsumerRecord<byte[], byte[]> again = records.get(4);
            assertThat(again.value()).isEqualTo(records.get(0).value());
            assertThat(again.key()).isEqualTo(records.get(0).key());
            byte[] origin = again.headers().lastHeader(Resubmission.HEADER).value();
            assertThat(new String(origin, StandardCharsets.UTF_8)).isEqualTo("incidents.im/0/0");
        }
    }

    private static void createTopics(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.INCIDENTS_IM, 1, (short) 1),
                            new NewTopic(Topics.INCIDENTS_REJECTED, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static String event(String municipality) {
        return "{\"eventId\":\"e\",\"incidentId\":\"i\",\"source\":\"INCIDENT_MANAGEMENT\",\"type\":\"REGISTERED\","
                + "\"occurredAt\":\"2024-04-03T10:00:00+03:00\",\"municipality\":\"" + municipality
                + "\",\"topic\":\"ЖКХ\"}";
    }

    /** One that passes now, one that does not, one that is another record than was refused, one refused for other reasons. */
    private static void fill(String bootstrap) throws Exception {
        List<String> events = List.of(event(KNOWN), event(UNKNOWN), event(KNOWN) + " ", "{");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            for (String event : events) {
                producer.send(new ProducerRecord<>(Topics.INCIDENTS_IM, "i", event))
                        .get();
            }
            String changed = event(KNOWN) + "  ";
            for (String letter : List.of(
                    letter(0, events.get(0), "UNKNOWN_MUNICIPALITY"),
                    letter(0, events.get(0), "UNKNOWN_MUNICIPALITY"),
                    letter(1, events.get(1), "UNKNOWN_MUNICIPALITY"),
                    letter(2, changed, "UNKNOWN_MUNICIPALITY"),
                    letter(77, events.get(0), "UNKNOWN_MUNICIPALITY"),
                    letter(3, events.get(3), "NOT_JSON"))) {
                producer.send(new ProducerRecord<>(Topics.INCIDENTS_REJECTED, letter))
                        .get();
            }
        }
    }

    private static String letter(long offset, String value, String reason) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        return "{\"topic\":\"incidents.im\",\"partition\":0,\"offset\":" + offset + ",\"reason\":\"" + reason
                + "\",\"sha256\":\"" + HexFormat.of().formatHex(digest) + "\"}";
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String bootstrap) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaLog log = new KafkaLog(KafkaAccess.of(bootstrap, null))) {
            log.read(Topics.INCIDENTS_IM, null, records::add);
        }
        return records;
    }
}
