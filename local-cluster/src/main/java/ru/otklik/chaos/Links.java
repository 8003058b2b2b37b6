package ru.otklik.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.FlinkJobManager;
import ru.otklik.cluster.FlinkTaskManager;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.Ports;
import ru.otklik.cluster.PostgresServer;

/**
 * The links between the processes of a cluster. Only Flink takes them: who sends the workload or looks at results goes straight to
 * broker and database. Neither do all of Flink's own connections: jars come, and clients ask, by ports that have no other.
 */
final class Links implements AutoCloseable {
    private final Map<String, LinkProxy> proxies = new LinkedHashMap<>();
    private final List<String> taskManagers;

    /** @param taskManagers names of the TaskManagers */
    Links(ClusterState state, List<String> taskManagers) {
        this.taskManagers = taskManagers;
        List<String> ports =
                new ArrayList<>(List.of(PostgresServer.NAME, KafkaBroker.DETOUR_PORT, FlinkJobManager.RPC_PORT));
        for (String name : taskManagers) {
            ports.add(FlinkTaskManager.rpcPort(name));
            ports.add(FlinkTaskManager.dataPort(name));
        }
        ports.forEach(port -> proxies.put(port, new LinkProxy(() -> state.requirePort(port))));
    }

    /** The same cluster with everything led over the links. */
    ClusterOptions lead(ClusterOptions options) {
        Map<String, Integer> detours = new LinkedHashMap<>();
        proxies.forEach((port, proxy) -> detours.put(port, proxy.port()));
        detours.remove(PostgresServer.NAME);
        List<String> arguments = new ArrayList<>(options.jobArguments());
        arguments.addAll(List.of(
                "--postgres.url",
                "jdbc:postgresql://" + address(PostgresServer.NAME) + "/otklik",
                "--kafka.bootstrap-servers",
                address(KafkaBroker.DETOUR_PORT)));
        return options.with(options.jobJar(), options.parallelism(), arguments)
                .with(options.highAvailability(), detours);
    }

    /** From the job to PostgreSQL. */
    Link database() {
        return new Link(List.of(proxy(PostgresServer.NAME)), List.of());
    }

    /** From the job to Kafka. */
    Link broker() {
        return new Link(List.of(proxy(KafkaBroker.DETOUR_PORT)), List.of());
    }

    /** From every TaskManager to the JobManager. */
    Link jobManager() {
        return new Link(List.of(proxy(FlinkJobManager.RPC_PORT)), ofTaskManagers(FlinkTaskManager::rpcPort));
    }

    /** From TaskManagers to each other. */
    Link taskManagers() {
        return new Link(ofTaskManagers(FlinkTaskManager::dataPort), List.of());
    }

    @Override
    public void close() {
        proxies.values().forEach(LinkProxy::close);
    }

    private String address(String port) {
        return Ports.HOST + ":" + proxy(port).port();
    }

    private List<LinkProxy> ofTaskManagers(UnaryOperator<String> port) {
        return taskManagers.stream().map(name -> proxy(port.apply(name))).toList();
    }

    private LinkProxy proxy(String port) {
        LinkProxy proxy = proxies.get(port);
        if (proxy == null) {
            throw new IllegalArgumentException("there is no link to " + port);
        }
        return proxy;
    }
}
