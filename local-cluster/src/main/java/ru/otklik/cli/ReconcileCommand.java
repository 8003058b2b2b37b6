package ru.otklik.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.console.Failure;
import ru.otklik.stores.WholeReconciliation;

/** Holds topics and tables against each other. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Reads every topic of results as careful readers do and its table, and names each key of which one has",
            "what the other lacks. The job may run. One line a fault; exit code 1 if there is any."
        },
        footer = {"", "Example:  otklik reconcile --grace PT30S"})
final class ReconcileCommand implements Callable<Integer> {
    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "PT2M",
            description =
                    "Pass over rows younger than this, ${DEFAULT-VALUE} if not given: longer than a checkpoint takes.")
    Duration grace = Duration.ofMinutes(2);

    @Override
    public Integer call() {
        ClusterHome home = Otklik.home();
        int faults = 0;
        try {
            for (WholeReconciliation.Outcome outcome :
                    WholeReconciliation.compare(home, ClusterState.read(home), grace)) {
                outcome.faults().forEach(fault -> System.err.println("fault: " + fault));
                System.out.println(String.format(
                        Locale.ROOT,
                        "%-22s %,9d rows, %,9d newest records, %,d faults",
                        outcome.table(),
                        outcome.rows(),
                        outcome.records(),
                        outcome.faults().size()));
                faults += outcome.faults().size();
            }
        } catch (SQLException | IOException e) {
            throw new Failure("topics and tables cannot be read: " + Failure.because(e), e);
        }
        return faults == 0 ? 0 : 1;
    }
}
