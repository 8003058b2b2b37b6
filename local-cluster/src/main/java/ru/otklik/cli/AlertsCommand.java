package ru.otklik.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ru.otklik.alerts.AlertState;
import ru.otklik.alerts.AlertStep;
import ru.otklik.alerts.AlertTable;
import ru.otklik.alerts.AlertTexts;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;

/** Shows the alerts of a running cluster. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the alerts of a running cluster, from its database, in Russian: those that fire, those whose",
            "input went quiet, those that nobody is told of, those that have ended."
        },
        subcommands = AlertsExplainCommand.class,
        footer = {"", "Example:  otklik alerts --region 87000000 --state FIRING"})
final class AlertsCommand implements Callable<Integer> {
    static final String MOSCOW = "Europe/Moscow";

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "Only these of ${COMPLETION-CANDIDATES} (default: all).")
    List<AlertState> states = List.of(AlertState.values());

    @Option(
            names = "--region",
            paramLabel = "CODE",
            defaultValue = "%",
            description = "Code of a region (default: all).")
    String region = "";

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "20",
            description = "Alerts of each state, the newest (default: 20).")
    int lines;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = MOSCOW,
            description = "Time zone in which times are told (default: " + MOSCOW + ").")
    ZoneId zone = ZoneId.of(MOSCOW);

    @Option(names = "--json", description = "The last records of the alerts as a JSON array instead.")
    boolean json;

    /** A question to the table. */
    @FunctionalInterface
    interface Question<T> {
        T ask(AlertTable table) throws SQLException;
    }

    @Override
    public Integer call() {
        List<String> text = new ArrayList<>();
        ArrayNode records = new ObjectMapper().createArrayNode();
        AlertTexts texts = new AlertTexts(zone);
        for (AlertState state : states) {
            List<AlertStep> newest = ask(table -> table.newest(state, region, lines));
            newest.forEach(step -> records.add(step.document()));
            text.addAll(texts.list(state, newest, ask(table -> table.count(state, region))));
        }
        System.out.println(json ? records.toPrettyString() : String.join("\n", text));
        return 0;
    }

    static <T> T ask(Question<T> question) {
        ClusterHome home = Otklik.home();
        ClusterState state = ClusterState.read(home);
        try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
            return question.ask(new AlertTable(reader));
        } catch (SQLException e) {
            throw new Failure(
                    "the alerts cannot be read from " + PostgresServer.url(state) + " (" + Failure.because(e)
                            + "); is the cluster up? look: otklik status",
                    e);
        }
    }
}
