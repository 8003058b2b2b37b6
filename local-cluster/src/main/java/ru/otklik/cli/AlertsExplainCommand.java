package ru.otklik.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import ru.otklik.alerts.AlertStep;
import ru.otklik.alerts.AlertTexts;
import ru.otklik.console.Failure;

/** Tells how an alert came about and what became of it. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the story of one alert in Russian: its rule, the deadline and how it was computed, and every step",
            "with the value, the thresholds and why people were or were not told."
        },
        footer = {"", "Example:  otklik alerts explain 1c70ada8d74c"})
final class AlertsExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ALERT_ID", description = "Id of the alert, or at least its first 6 digits.")
    String alertId = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = AlertsCommand.MOSCOW,
            description = "Time zone in which times are told (default: " + AlertsCommand.MOSCOW + ").")
    ZoneId zone = ZoneId.of(AlertsCommand.MOSCOW);

    @Option(names = "--json", description = "The records as a JSON array instead.")
    boolean json;

    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (!alertId.matches("[0-9a-f]{6,64}") && spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "an id has 64 hexadecimal digits, of which 6 may do: " + alertId);
        }
        List<AlertStep> steps = AlertsCommand.ask(table -> table.steps(alertId));
        long alerts = steps.stream().map(AlertStep::alertId).distinct().count();
        if (alerts != 1) {
            throw new Failure(alerts == 0 ? "no alert " + alertId : alerts + " alerts begin with " + alertId);
        }
        if (json) {
            ArrayNode records = new ObjectMapper().createArrayNode();
            steps.forEach(step -> records.add(step.document()));
            System.out.println(records.toPrettyString());
        } else {
            System.out.println(String.join("\n", new AlertTexts(zone).story(steps)));
        }
        return 0;
    }
}
