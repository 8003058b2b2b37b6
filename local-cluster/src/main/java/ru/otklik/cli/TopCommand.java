package ru.otklik.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;
import ru.otklik.console.Terminal;

/** Shows the leaders of a running cluster. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the ranking of municipalities of a running cluster, from its database:",
            "the live board, or the published one if there is none. Refreshes until Ctrl-C."
        },
        footer = {"", "Example:  otklik top --region 87000000 --kind SPEED --once"})
final class TopCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Show it once and end.")
    boolean once;

    @Option(
            names = "--kind",
            defaultValue = "OVERALL",
            description = "OVERALL, SPEED, DEADLINES, QUALITY or ACTIVITY (default: OVERALL).")
    String kind = "";

    @Option(
            names = "--period",
            paramLabel = "LABEL",
            description = "PT24H, P7D, P30D, 2023-04, 2023-Q2, ... (default: P30D, else what was published last).")
    @Nullable
    String period;

    @Option(
            names = "--region",
            paramLabel = "CODE",
            defaultValue = "%",
            description = "Code of a region (default: all).")
    String region = "";

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "10",
            description = "Places of each region (default: 10).")
    int lines;

    @Override
    public Integer call() throws InterruptedException {
        ClusterHome home = Otklik.home();
        ClusterState state = ClusterState.read(home);
        Leaderboard leaderboard = new Leaderboard(kind.toUpperCase(Locale.ROOT), period, region, lines);
        try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
            while (true) {
                List<String> text = leaderboard.read(reader);
                String page = text.isEmpty() ? "no such board yet" : String.join("\n", text);
                if (!once && Terminal.isInteractive()) {
                    Terminal.redraw(page);
                } else {
                    System.out.println(page);
                }
                if (once) {
                    return 0;
                }
                TimeUnit.SECONDS.sleep(2);
            }
        } catch (SQLException e) {
            throw new Failure(
                    "the database does not answer at " + PostgresServer.url(state) + " (" + Failure.because(e)
                            + "); is the cluster up? look: otklik status",
                    e);
        }
    }
}
