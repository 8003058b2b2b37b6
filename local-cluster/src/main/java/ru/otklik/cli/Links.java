package ru.otklik.cli;

import java.util.List;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.DashboardProcess;
import ru.otklik.cluster.FlinkRest;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.PostgresServer;

/** Where a user finds the parts of a running cluster. */
final class Links {
    private Links() {}

    static List<String> of(ClusterHome home, ClusterState state) {
        return List.of(
                "  dashboard    "
                        + (state.findProcess(DashboardProcess.NAME).isPresent()
                                ? DashboardProcess.address(state)
                                : "none"),
                "  Flink        " + FlinkRest.address(state),
                "  PostgreSQL   " + PostgresServer.url(state) + "  user " + PostgresServer.READER + ", password in "
                        + home.secret(PostgresServer.READER),
                "  Kafka        " + KafkaBroker.bootstrap(state),
                "  logs         " + home.log("*").getParent());
    }
}
