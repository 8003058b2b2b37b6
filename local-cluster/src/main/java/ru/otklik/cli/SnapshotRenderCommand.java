package ru.otklik.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;
import ru.otklik.snapshot.Snapshot;
import ru.otklik.snapshot.SnapshotFolder;
import ru.otklik.snapshot.SnapshotSources;

/** Writes the files of snapshots. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes snapshots as REGION/QUARTER/rREVISION.json|csv|xlsx|html: those of the running cluster,",
            "from its database, unless something else is named. Files that are there already stay."
        },
        footer = {"", "Example:  otklik snapshot render --region 87000000 --quarter 2023-Q2 --out reports"})
final class SnapshotRenderCommand implements Callable<Integer> {
    /** Where documents come from when no replay is named. */
    enum Origin {
        TABLE,
        TOPIC
    }

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            defaultValue = "TABLE",
            description = "TABLE or TOPIC of the running cluster (default: TABLE).")
    Origin from = Origin.TABLE;

    @Option(names = "--replay", paramLabel = "DIR", description = "Results of a replay, instead of a cluster.")
    @Nullable
    Path replay;

    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @Option(names = "--region", paramLabel = "CODE", description = "Only this region.")
    @Nullable
    String region;

    @Option(names = "--quarter", paramLabel = "LABEL", description = "Only this quarter, such as 2023-Q2.")
    @Nullable
    String quarter;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to (default: snapshots of the replay or of the cluster's folder).")
    @Nullable
    Path out;

    @Override
    public Integer call() {
        List<Snapshot> wanted = read().stream()
                .filter(snapshot -> region == null || snapshot.region().equals(region))
                .filter(snapshot -> quarter == null || snapshot.quarter().equals(quarter))
                .toList();
        if (wanted.isEmpty()) {
            throw new Failure("no such snapshot there; one comes when a quarter has ended in the whole region");
        }
        Path target = target();
        SnapshotFolder.Written written = new SnapshotFolder(target).write(wanted);
        System.out.println(String.format(
                Locale.ROOT,
                "%,d documents in %s: %,d files written, %,d were there",
                wanted.size(),
                target.toAbsolutePath().normalize(),
                written.written(),
                written.kept()));
        return 0;
    }

    private List<Snapshot> read() {
        if (replay != null) {
            return SnapshotSources.ofReplay(replay);
        }
        ClusterHome home = Otklik.home();
        ClusterState state = ClusterState.read(home);
        if (from == Origin.TOPIC) {
            return SnapshotSources.ofTopic(broker.access());
        }
        try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
            return SnapshotSources.ofTable(reader);
        } catch (SQLException e) {
            throw new Failure(
                    "the database does not answer at " + PostgresServer.url(state) + " (" + Failure.because(e)
                            + "); is the cluster up? look: otklik status",
                    e);
        }
    }

    private Path target() {
        if (out != null) {
            return out;
        }
        return replay == null ? Otklik.home().root().resolve("snapshots") : replay.resolve("snapshots");
    }
}
