package ru.otklik.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.stores.Stores;
import ru.otklik.stores.StoresPage;

/** Figures of broker, database and disks. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what Prometheus should know of broker, database and disks: open transactions, what is written and not",
            "yet committed, rows that disagree, sessions, space. With --port it serves them until Ctrl-C, on the loopback",
            "address. Flink serves its own: up --prometheus."
        },
        footer = {"", "Example:  otklik metrics --port 9270"})
final class MetricsCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", description = "Serve /metrics on this port, 0 for any free one.")
    @Nullable
    Integer port;

    @Override
    public Integer call() throws InterruptedException {
        ClusterHome home = Otklik.home();
        Stores stores = Stores.of(home, ClusterState.read(home), MetricsCommand::say);
        if (port == null) {
            System.out.print(stores.text());
            return 0;
        }
        StoresPage page = StoresPage.open(port, stores::text);
        Runtime.getRuntime().addShutdownHook(new Thread(page::close, "stop"));
        say("metrics on http://127.0.0.1:" + page.port() + "/metrics");
        page.await();
        return 0;
    }

    private static void say(String sentence) {
        System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + sentence);
    }
}
