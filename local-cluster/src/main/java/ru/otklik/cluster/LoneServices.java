package ru.otklik.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import ru.otklik.console.Failure;

/** A broker, and a database if asked for, without Flink: for programs that bring a job of their own. */
public final class LoneServices implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ClusterHome home;
    private final ClusterState state;
    private final List<ServiceProcess> services = new ArrayList<>();

    private LoneServices(Path project, ClusterHome home, ClusterState state, boolean withDatabase) {
        this.home = home;
        this.state = state;
        services.add(new KafkaBroker(ClusterOptions.of(project), home, state));
        if (withDatabase) {
            services.add(new PostgresServer(home, state));
        }
    }

    /**
     * Starts them and waits until they serve; what is left over from a killed run is ended first.
     *
     * @param project the project's folder, where the built class paths lie
     * @param say takes a sentence if something is odd
     */
    public static LoneServices start(
            Path project, ClusterHome home, ClusterState state, boolean withDatabase, Consumer<String> say) {
        LoneServices lone = new LoneServices(project, home, state, withDatabase);
        try {
            lone.start(say, withDatabase);
            return lone;
        } catch (RuntimeException e) {
            lone.close();
            throw e;
        }
    }

    private void start(Consumer<String> say, boolean withDatabase) {
        close();
        Ports ports = new Ports(state);
        List.of(KafkaBroker.NAME, KafkaBroker.CONTROLLER_PORT, PostgresServer.NAME)
                .forEach(name -> ports.settle(name, say));
        services.forEach(ServiceProcess::start);
        services.forEach(ServiceProcess::awaitReady);
        if (withDatabase) {
            PostgresServer database = (PostgresServer) services.get(services.size() - 1);
            database.createDatabase();
            Migrations.apply(home, state, say);
        }
    }

    /** Host and port of the broker. */
    public String bootstrap() {
        return KafkaBroker.bootstrap(state);
    }

    /** Process id of the broker. */
    public long brokerPid() {
        return services.get(0)
                .process()
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new Failure("the broker has died; the end of its log:\n"
                        + services.get(0).logTail()));
    }

    /** Address, role and password file of the database, as arguments of the job. */
    public List<String> databaseArguments() {
        return List.of(
                "--postgres.url",
                PostgresServer.url(state),
                "--postgres.user",
                PostgresServer.WRITER,
                "--postgres.password-file",
                home.secret(PostgresServer.WRITER).toString());
    }

    @Override
    public void close() {
        List<ServiceProcess> reversed = new ArrayList<>(services);
        Collections.reverse(reversed);
        reversed.forEach(service -> service.stop(GRACE));
    }
}
