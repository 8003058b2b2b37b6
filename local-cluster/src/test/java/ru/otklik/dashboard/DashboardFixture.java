package ru.otklik.dashboard;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.schemas.Topics;

/** A dashboard over a real broker and a real database with made-up figures; the job does not run. */
final class DashboardFixture implements AutoCloseable {
    private final LoneServices services;
    private final KafkaProducer<String, String> producer;
    private final DashboardServer server;
    final SeededFigures figures;

    private DashboardFixture(
            LoneServices services,
            KafkaProducer<String, String> producer,
            DashboardServer server,
            SeededFigures figures) {
        this.services = services;
        this.producer = producer;
        this.server = server;
        this.figures = figures;
    }

    static DashboardFixture start(Path folder, int regions, int municipalitiesOfEach, int months, int days)
            throws Exception {
        ClusterHome home = new ClusterHome(folder);
        ClusterState state = ClusterState.read(home);
        Path project = Path.of("..").toAbsolutePath().normalize();
        LoneServices services = LoneServices.start(project, home, state, true, line -> {});
        try {
            createTopics(services.bootstrap());
            SeededFigures figures = new SeededFigures(regions, municipalitiesOfEach);
            try (Connection writer = PostgresServer.connect(home, state, PostgresServer.WRITER)) {
                figures.write(writer, months, days);
                GoldenRows.write(writer);
            }
            DashboardServer server = DashboardServer.open(
                    new DashboardSettings(
                            0,
                            List.of(),
                            KafkaAccess.of(services.bootstrap(), null),
                            PostgresServer.url(state),
                            PostgresServer.READER,
                            home.secretText(PostgresServer.READER)),
                    ReferenceFiles.load(null, Overrides.NONE),
                    System.out::println);
            return new DashboardFixture(
                    services,
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", services.bootstrap()),
                            new StringSerializer(),
                            new StringSerializer()),
                    server,
                    figures);
        } catch (Exception e) {
            services.close();
            throw e;
        }
    }

    private static void createTopics(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Stream.of(
                                    Topics.RANKINGS_LIVE,
                                    Topics.ALERTS,
                                    Topics.INCIDENTS_IM,
                                    Topics.INCIDENTS_POS,
                                    Topics.INCIDENTS_REJECTED,
                                    Topics.INCIDENTS_LATE,
                                    Topics.FACTS_LATE)
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    void send(String topic, String record) throws Exception {
        producer.send(new ProducerRecord<>(topic, record)).get();
    }

    @Override
    public void close() {
        server.close();
        producer.close();
        services.close();
    }
}
