package ru.otklik.dispatch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.schemas.Topics;

/** A real broker with the topic of alerts, into which records are written in transactions as the job does. */
final class AlertBroker implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final LoneServices services;
    private final KafkaProducer<String, String> producer;

    private AlertBroker(LoneServices services) {
        this.services = services;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", services.bootstrap(), "transactional.id", "test-of-alerts"),
                new StringSerializer(),
                new StringSerializer());
    }

    static AlertBroker start(Path folder) throws Exception {
        ClusterHome home = new ClusterHome(folder);
        Path project = Path.of("..").toAbsolutePath().normalize();
        LoneServices services = LoneServices.start(project, home, ClusterState.read(home), false, line -> {});
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", services.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(Topics.ALERTS, PARTITIONS, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
        }
        AlertBroker broker = new AlertBroker(services);
        broker.producer.initTransactions();
        return broker;
    }

    String bootstrap() {
        return services.bootstrap();
    }

    /** Writes records that readers of committed ones see. */
    void write(List<String> records) throws Exception {
        send(records);
        producer.commitTransaction();
    }

    /** Writes records that no reader of committed ones ever sees. */
    void writeInVain(List<String> records) throws Exception {
        send(records);
        producer.abortTransaction();
    }

    private void send(List<String> records) throws Exception {
        producer.beginTransaction();
        for (String text : records) {
            String key = AlertRecords.notice(0, 0, text).alertId();
            producer.send(new ProducerRecord<>(Topics.ALERTS, key, text)).get();
        }
    }

    @Override
    public void close() {
        producer.close();
        services.close();
    }
}
