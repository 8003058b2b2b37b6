package ru.otklik.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.edge.KafkaAccess;

/** Options of every command that talks to a broker by itself. */
final class BrokerOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Another broker than that of the running cluster.")
    @Nullable
    String bootstrap;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "With --bootstrap: client properties of TLS and of the SCRAM login of that broker.")
    @Nullable
    Path properties;

    /** Whether a broker is named. */
    boolean isNamed() {
        return bootstrap != null;
    }

    /** How to reach the broker that is named, or that of the running cluster. */
    KafkaAccess access() {
        return bootstrap == null
                ? KafkaBroker.access(ClusterState.read(Otklik.home()))
                : KafkaAccess.of(bootstrap, properties);
    }
}
