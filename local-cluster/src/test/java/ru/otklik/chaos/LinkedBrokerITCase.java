package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.LocalCluster;
import ru.otklik.cluster.Ports;
import ru.otklik.cluster.ServiceProcess;
import ru.otklik.cluster.TransportSecurity;
import ru.otklik.edge.KafkaAccess;

/** A broker that takes nothing but TLS and logins, reached over a link. */
class LinkedBrokerITCase {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void clientsOfALinkAreToldToStayOnIt() throws Exception {
        ClusterHome home = new ClusterHome(folder);
        ClusterState state = ClusterState.read(home);
        TransportSecurity security = TransportSecurity.switchOn(home, state);
        Ports ports = new Ports(state);
        List.of(KafkaBroker.NAME, "kafka-controller", KafkaBroker.DETOUR_PORT)
                .forEach(name -> ports.settle(name, System.out::println));
        try (Links links = new Links(state, List.of())) {
            ClusterOptions options = links.lead(ClusterOptions.of(PROJECT));
            ServiceProcess broker = broker(new LocalCluster(options, home, state, System.out::println));
            try {
                broker.start();
                broker.awaitReady();
                List<String> arguments = options.jobArguments();
                String link = arguments.get(arguments.indexOf("--kafka.bootstrap-servers") + 1);

                assertThat(addresses(KafkaAccess.of(link, security.clientProperties())))
                        .containsExactly(link);
                assertThat(addresses(KafkaBroker.access(state))).containsExactly(KafkaBroker.bootstrap(state));
            } finally {
                broker.stop(Duration.ofSeconds(20));
            }
        }
    }

    private static ServiceProcess broker(LocalCluster cluster) {
        return cluster.inOrderOfStart().stream()
                .filter(service -> service.name().equals(KafkaBroker.NAME))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> addresses(KafkaAccess access) throws Exception {
        try (Admin admin = Admin.create(access.client())) {
            return admin.describeCluster().nodes().get(60, TimeUnit.SECONDS).stream()
                    .map(LinkedBrokerITCase::address)
                    .toList();
        }
    }

    private static String address(Node node) {
        return node.host() + ":" + node.port();
    }
}
