package ru.otklik.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;
import ru.otklik.snapshot.SnapshotCheck;
import ru.otklik.snapshot.SnapshotSources;

/** Checks the files of snapshots. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a folder of snapshots: every revision is there, each content has its hash and names the one",
            "before, CSV, XLSX and HTML say what the document says; and, if the cluster of this folder runs,",
            "its database has the same documents. One line a fault; exit code 1 if there is any."
        },
        footer = {"", "Example:  otklik snapshot verify reports"})
final class SnapshotVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of regions, or one with such a folder named snapshots.")
    Path folder = Path.of("");

    @Option(names = "--offline", description = "Do not compare with the database of a running cluster.")
    boolean offline;

    @Override
    public Integer call() {
        Path inner = folder.resolve("snapshots");
        SnapshotCheck.Result result = SnapshotCheck.of(Files.isDirectory(inner) ? inner : folder);
        List<String> faults = new ArrayList<>(result.faults());
        String compared = "";
        ClusterHome home = Otklik.home();
        ClusterState state = ClusterState.read(home);
        if (!offline && state.findProcess(PostgresServer.NAME).isPresent()) {
            try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
                faults.addAll(SnapshotCheck.compare(result.documents(), SnapshotSources.ofTable(reader)));
                compared = ", compared with the database";
            } catch (SQLException e) {
                throw new Failure(
                        "the database does not answer at " + PostgresServer.url(state) + " (" + Failure.because(e)
                                + "); without it: --offline",
                        e);
            }
        }
        faults.forEach(fault -> System.err.println("fault: " + fault));
        System.out.println(String.format(
                Locale.ROOT,
                "%,d documents checked%s, %,d faults",
                result.documents().size(),
                compared,
                faults.size()));
        return faults.isEmpty() ? 0 : 1;
    }
}
