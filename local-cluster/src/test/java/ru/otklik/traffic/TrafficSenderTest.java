package ru.otklik.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TrafficSenderTest {
    private static final long TEN = Instant.parse("2024-03-01T10:00:00Z").toEpochMilli();
    private static final int PARTITIONS = 3;

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            cluster(), true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final TrafficSender sender = new TrafficSender(producer);

    @Test
    void sendsTheBytesUnderTheIncidentsKey() {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);

        sender.send("incidents.pos", "POS-1", value, FileEvent.UNKNOWN);
        sender.send("incidents.im", "", value, FileEvent.UNKNOWN);

        assertThat(producer.history()).hasSize(2);
        assertThat(producer.history().get(0).topic()).isEqualTo("incidents.pos");
        assertThat(producer.history().get(0).key()).isEqualTo("POS-1".getBytes(StandardCharsets.UTF_8));
        assertThat(producer.history().get(0).value()).isSameAs(value);
        assertThat(producer.history().get(1).key()).isNull();
    }

    @Test
    void beatsOnEveryPartitionWhenTenSecondsOfEventTimeHavePassed() {
        send(TEN);
        send(TEN + 9_999);
        send(TEN + 10_000);

        assertThat(beats()).containsExactly("2024-03-01T10:00:00Z", "2024-03-01T10:00:10Z");
        assertThat(producer.history()).hasSize(3 + 2 * 3 * PARTITIONS);
    }

    @Test
    void beatsAfterFiveThousandEventsEvenIfLittleTimeHasPassed() {
        for (int i = 0; i < 5_001; i++) {
            send(TEN + Math.min(i, 1));
        }

        assertThat(beats()).containsExactly("2024-03-01T10:00:00Z", "2024-03-01T10:00:00.001Z");
    }

    @Test
    void neverBeatsBackwardsNorForATimeThatHasNotCome() {
        send(TEN);
        send(TEN - 3_600_000);
        send(Instant.parse("2123-01-01T00:00:00Z").toEpochMilli());
        sender.beat(TEN - 1);
        sender.beatGreatest();

        assertThat(beats()).containsExactly("2024-03-01T10:00:00Z");
    }

    private void send(long occurredAt) {
        sender.send("incidents.im", "IM-1", new byte[] {'x'}, occurredAt);
    }

    /** The heart-beats of the first partition of the second topic, in order. */
    private List<String> beats() {
        List<String> times = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> sent : producer.history()) {
            boolean chosen =
                    sent.topic().equals("incidents.pos") && Integer.valueOf(0).equals(sent.partition());
            if (chosen && sent.value() == null) {
                times.add(new String(
                        sent.headers()
                                .lastHeader(TrafficSender.EVENT_TIME_HEADER)
                                .value(),
                        StandardCharsets.UTF_8));
            }
        }
        return times;
    }

    private static Cluster cluster() {
        Node node = new Node(1, "127.0.0.1", 1);
        Node[] nodes = {node};
        List<PartitionInfo> partitions = new ArrayList<>();
        for (String topic : List.of("incidents.im", "incidents.pos", "pages.activity")) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new PartitionInfo(topic, partition, node, nodes, nodes));
            }
        }
        return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    }
}
