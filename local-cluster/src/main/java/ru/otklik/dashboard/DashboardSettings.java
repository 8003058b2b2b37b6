package ru.otklik.dashboard;

import java.util.List;
import ru.otklik.edge.KafkaAccess;

/**
 * What the dashboard needs to know.
 *
 * @param port on the loopback address; 0 for any free one
 * @param hostNames names under which it may be asked besides those of the loopback address, such as that of a proxy before it
 * @param kafka how to reach the brokers
 * @param databaseUrl JDBC address without credentials
 * @param databaseUser role that may only read
 * @param databasePassword its password
 */
public record DashboardSettings(
        int port,
        List<String> hostNames,
        KafkaAccess kafka,
        String databaseUrl,
        String databaseUser,
        String databasePassword) {

    public DashboardSettings {
        hostNames = List.copyOf(hostNames);
    }
}
