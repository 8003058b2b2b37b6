package ru.otklik.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import ru.otklik.console.Failure;
import ru.otklik.edge.KafkaAccess;

/** A real broker in KRaft mode: controller and broker in one process. */
public final class KafkaBroker extends JavaProcess {
    public static final String NAME = "kafka";
    /** Name of the port for clients that take a detour. */
    public static final String DETOUR_PORT = "kafka-detour";

    static final String CONTROLLER_PORT = "kafka-controller";
    static final String DETOUR_LISTENER = "DETOUR";

    private static final String CLUSTER_ID = "b3RrbGlrLWxvY2FsLTAwMQ";
    /** Seconds on a free machine; a loaded one needs its time. */
    private static final int FORMAT_SECONDS = 300;

    private final ClusterOptions options;

    KafkaBroker(ClusterOptions options, ClusterHome home, ClusterState state) {
        super(NAME, options.kafkaLibraries(), home, state);
        this.options = options;
    }

    /** Host and port for clients. */
    public static String bootstrap(ClusterState state) {
        return Ports.HOST + ":" + state.requirePort(NAME);
    }

    /** How clients reach the broker. */
    public static KafkaAccess access(ClusterState state) {
        Path properties = TransportSecurity.of(state)
                .map(TransportSecurity::clientProperties)
                .orElse(null);
        return KafkaAccess.of(bootstrap(state), properties);
    }

    /** What a command of this program needs besides the broker's address; nothing if it takes everybody. */
    static List<String> commandArguments(ClusterState state) {
        return TransportSecurity.of(state)
                .map(security -> List.of(
                        "--kafka-properties", security.clientProperties().toString()))
                .orElse(List.of());
    }

    @Override
    protected void prepare() throws IOException {
        ClusterHome.writePrivately(settings(), text());
        Logging.write(home.kafka());
        if (!Files.exists(home.kafka().resolve("data/meta.properties"))) {
            format();
        }
    }

    @Override
    protected List<String> options() {
        return List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", Logging.option(home.kafka()));
    }

    @Override
    protected List<String> main() {
        return List.of("kafka.Kafka", settings().toString());
    }

    @Override
    protected boolean isReady(Consumer<String> seen) throws Exception {
        if (Ports.isFree(state.requirePort(NAME))) {
            seen.accept("nobody listens on " + bootstrap(state));
            return false;
        }
        try (Admin admin = Admin.create(adminSettings(access(state)))) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        }
    }

    static Properties adminSettings(KafkaAccess access) {
        Properties settings = access.client();
        settings.put("default.api.timeout.ms", "30000");
        settings.put("request.timeout.ms", "10000");
        return settings;
    }

    /** The tool's arguments go by a file, since they hold passwords and everybody sees the arguments of a process. */
    private void format() throws IOException {
        List<String> main = new ArrayList<>(List.of(
                "kafka.tools.StorageTool",
                "format",
                "--standalone",
                "--cluster-id=" + CLUSTER_ID,
                "--config",
                settings().toString()));
        TransportSecurity.of(state).ifPresent(security -> main.addAll(security.scramArguments()));
        Path arguments = home.kafka().resolve("format.arguments");
        ClusterHome.writePrivately(
                arguments, main.stream().map(each -> '"' + each + '"').collect(Collectors.joining("\n")));
        try {
            format(java(List.of("-Xmx128m", Logging.option(home.kafka())), List.of("@" + arguments)));
        } finally {
            Files.delete(arguments);
        }
    }

    private void format(List<String> command) throws IOException {
        File log = home.log("kafka-format").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            boolean ended = process.waitFor(FORMAT_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Failure("the broker's folder could not be formatted; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private Path settings() {
        return home.kafka().resolve("server.properties");
    }

    /** One broker, so every internal topic has one replica; a transaction may wait four hours for its job. */
    private String text() {
        Optional<TransportSecurity> security = TransportSecurity.of(state);
        return """
                process.roles=broker,controller
                node.id=1
                controller.listener.names=CONTROLLER
                controller.quorum.bootstrap.servers=127.0.0.1:%1$d
                log.dirs=%2$s
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                transaction.max.timeout.ms=14400000
                auto.create.topics.enable=false
                log.retention.ms=-1
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                """.formatted(state.requirePort(CONTROLLER_PORT), home.kafka().resolve("data"))
                + (security.isPresent() ? listeners("SASL_SSL", "SSL") : listeners("PLAINTEXT", "PLAINTEXT"))
                + security.map(TransportSecurity::brokerSettings).orElse("");
    }

    /** Who takes a detour is listened to apart: a broker tells clients of each listener where to find it from then on. */
    private String listeners(String clients, String controllers) {
        String direct = clients + "://" + bootstrap(state);
        String listeners = direct + ",CONTROLLER://" + Ports.HOST + ":" + state.requirePort(CONTROLLER_PORT);
        String advertised = direct;
        String protocols = clients + ":" + clients + ",CONTROLLER:" + controllers;
        if (options.detours().containsKey(DETOUR_PORT)) {
            String detour = "," + DETOUR_LISTENER + "://" + Ports.HOST + ":";
            listeners += detour + state.requirePort(DETOUR_PORT);
            advertised += detour + options.outerPort(state, DETOUR_PORT);
            protocols += "," + DETOUR_LISTENER + ":" + clients;
        }
        return """
                listeners=%1$s
                advertised.listeners=%2$s
                listener.security.protocol.map=%3$s
                inter.broker.listener.name=%4$s
                """.formatted(listeners, advertised, protocols, clients);
    }
}
