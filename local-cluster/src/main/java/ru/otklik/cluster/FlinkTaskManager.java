package ru.otklik.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One TaskManager; ready once the JobManager lists it. */
public final class FlinkTaskManager extends JavaProcess {
    private static final int FRAMEWORK_HEAP_MEGABYTES = 128;
    private static final int DIRECT_MEGABYTES = 128 + 64 + 64;

    private final ClusterOptions options;
    private String incarnation = "";

    FlinkTaskManager(int number, ClusterOptions options, ClusterHome home, ClusterState state) {
        super(name(number), options.flinkLibraries(), home, state);
        this.options = options;
    }

    public static String name(int number) {
        return "flink-taskmanager-" + number;
    }

    /** Name of the port where the JobManager reaches a TaskManager. */
    public static String rpcPort(String name) {
        return name + "-rpc";
    }

    /** Name of the port where another TaskManager reaches a TaskManager. */
    public static String dataPort(String name) {
        return name + "-data";
    }

    /** Each start has an id of its own, so that a successor is not taken for the one that died. */
    @Override
    protected void prepare() {
        incarnation = name() + "-" + Long.toString(System.currentTimeMillis(), 36);
    }

    @Override
    protected List<String> options() {
        int heap = options.taskHeapMegabytes() + FRAMEWORK_HEAP_MEGABYTES;
        List<String> all = new ArrayList<>(List.of(
                "-Xms" + heap / 2 + "m",
                "-Xmx" + heap + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MEGABYTES + "m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseG1GC",
                "-Dlog.file=" + home.log(name()),
                Logging.option(FlinkSettings.folder(home))));
        all.addAll(FlinkSettings.MODULES);
        return all;
    }

    @Override
    protected List<String> main() {
        List<String> all = new ArrayList<>(List.of(
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                FlinkSettings.folder(home).toString(),
                "-Dtaskmanager.resource-id=" + incarnation));
        all.addAll(detour("taskmanager.rpc", rpcPort(name())));
        all.addAll(detour("taskmanager.data", dataPort(name())));
        return all;
    }

    /** Without a detour it listens on a port of its own choice. */
    private List<String> detour(String option, String port) {
        return options.detours().containsKey(port)
                ? List.of(
                        "-D" + option + ".port=" + options.outerPort(state, port),
                        "-D" + option + ".bind-port=" + state.requirePort(port))
                : List.of();
    }

    @Override
    protected boolean isReady(Consumer<String> seen) throws Exception {
        List<String> registered = new FlinkRest(state).taskManagers();
        seen.accept("registered: " + registered);
        return registered.contains(incarnation);
    }
}
