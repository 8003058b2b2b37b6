package ru.otklik.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;
import ru.otklik.dashboard.DashboardServer;
import ru.otklik.dashboard.DashboardSettings;
import ru.otklik.edge.KafkaAccess;

/** Serves the dashboard until it is stopped. */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves pages with rankings, alerts and reports on 127.0.0.1, until Ctrl-C. It reads the database by a role",
            "that may only read, and the topics for what is live. Without options it shows the cluster of this folder,",
            "of which up starts one by itself."
        },
        footer = {"", "Example:  otklik dashboard --port 8080"})
final class DashboardCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "Port (default: any free one).")
    int port;

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description = "A name under which it is asked besides localhost, such as that of a proxy; may be repeated.")
    List<String> hostNames = new ArrayList<>();

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Brokers (default: those of this folder).")
    @Nullable
    String kafka;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "With --kafka: client properties of TLS and of the SCRAM login of that broker.")
    @Nullable
    Path kafkaProperties;

    @Option(names = "--postgres-url", paramLabel = "URL", description = "JDBC address (default: that of this folder).")
    @Nullable
    String url;

    @Option(
            names = "--postgres-user",
            paramLabel = "ROLE",
            defaultValue = PostgresServer.READER,
            description = "Role that may only read (default: ${DEFAULT-VALUE}).")
    String user = PostgresServer.READER;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File that holds the role's password.")
    @Nullable
    Path passwordFile;

    @Mixin
    ReferenceOptions reference = new ReferenceOptions();

    @Override
    public Integer call() throws InterruptedException, IOException {
        ClusterHome home = Otklik.home();
        ClusterState state = ClusterState.read(home);
        if (url != null && passwordFile == null) {
            throw new Failure("--postgres-url needs --password-file");
        }
        String password = passwordFile == null
                ? home.secretText(PostgresServer.READER)
                : Files.readString(passwordFile).strip();
        DashboardServer server = DashboardServer.open(
                new DashboardSettings(
                        port,
                        hostNames,
                        kafka == null ? KafkaBroker.access(state) : KafkaAccess.of(kafka, kafkaProperties),
                        url == null ? PostgresServer.url(state) : url,
                        user,
                        password),
                reference.load(),
                DashboardCommand::say);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        say("dashboard on http://127.0.0.1:" + server.port() + "/");
        server.await();
        return 0;
    }

    private static void say(String sentence) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + sentence);
    }
}
