package ru.otklik.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.dispatch.DispatchSettings;
import ru.otklik.dispatch.Dispatcher;
import ru.otklik.edge.KafkaAccess;

/** Tells targets of alerts until it is stopped. */
@Command(
        name = "dispatch",
        mixinStandardHelpOptions = true,
        description = {
            "Posts what the topic of alerts says to webhooks and Alertmanagers, at least once and in the order of",
            "each alert, until Ctrl-C. It goes on where it was stopped or killed. Without kafka in its settings it",
            "reads the cluster of this folder. All about the settings: local-cluster/README.md"
        },
        footer = {"", "Example:  otklik dispatch --config dispatch.json"})
final class DispatchCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The settings, JSON.")
    Path config = Path.of("");

    @Option(
            names = "--status-port",
            paramLabel = "N",
            description = "Port of the status page on the loopback address, 0 for any (default: as the settings say).")
    @Nullable
    Integer statusPort;

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description = "Broker to read from if the settings name none (default: the cluster of this folder).")
    @Nullable
    String broker;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "With --broker: client properties of TLS and of the SCRAM login of that broker.")
    @Nullable
    Path kafkaProperties;

    @Override
    public Integer call() throws InterruptedException {
        DispatchSettings settings = DispatchSettings.read(config);
        if (!settings.namesBroker()) {
            settings = settings.withBroker(
                    broker == null
                            ? KafkaBroker.access(ClusterState.read(Otklik.home()))
                            : KafkaAccess.of(broker, kafkaProperties));
        }
        if (statusPort != null) {
            settings = settings.withStatusPort(statusPort);
        }
        Dispatcher dispatcher = Dispatcher.start(settings, DispatchCommand::say);
        Runtime.getRuntime().addShutdownHook(new Thread(dispatcher::close, "stop"));
        say("telling " + settings.targetNames());
        dispatcher.statusPort().ifPresent(port -> say("status on http://127.0.0.1:" + port + "/"));
        dispatcher.await();
        return 0;
    }

    private static void say(String sentence) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + sentence);
    }
}
