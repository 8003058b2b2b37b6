package ru.otklik.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The JobManager of a standalone session cluster. */
public final class FlinkJobManager extends JavaProcess {
    public static final String NAME = "flink-jobmanager";
    /** Name of the port where TaskManagers reach it. */
    public static final String RPC_PORT = FlinkSettings.RPC_PORT;

    private final ClusterOptions options;

    FlinkJobManager(ClusterOptions options, ClusterHome home, ClusterState state) {
        super(NAME, options.flinkLibraries(), home, state);
        this.options = options;
    }

    /** A killed process leaves its temporary files behind, so they are cleared here. */
    @Override
    protected void prepare() throws IOException {
        ClusterHome.delete(FlinkSettings.temporary(home));
        ClusterHome.delete(FlinkSettings.uploads(home));
        FlinkSettings.write(options, home, state);
    }

    @Override
    protected List<String> options() {
        List<String> all = new ArrayList<>(List.of(
                "-Xms512m",
                "-Xmx512m",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:+UseSerialGC",
                "-Dlog.file=" + home.log(NAME),
                Logging.option(FlinkSettings.folder(home))));
        all.addAll(FlinkSettings.MODULES);
        return all;
    }

    @Override
    protected List<String> main() {
        return List.of(
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                FlinkSettings.folder(home).toString(),
                "--executionMode",
                "cluster");
    }

    @Override
    protected boolean isReady(Consumer<String> seen) throws Exception {
        return new FlinkRest(state).overview().has("taskmanagers");
    }
}
