package ru.otklik.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The dashboard: this program itself in a process of its own. */
public final class DashboardProcess extends ServiceProcess {
    public static final String NAME = "dashboard";

    private final List<String> arguments;

    /**
     * Describes it.
     *
     * @param arguments of the command, such as other reference data; those of its port come by themselves
     */
    DashboardProcess(ClusterHome home, ClusterState state, List<String> arguments) {
        super(NAME, home, state);
        this.arguments = List.copyOf(arguments);
    }

    /** Where a browser finds it. */
    public static String address(ClusterState state) {
        return "http://" + Ports.HOST + ":" + state.requirePort(NAME) + "/";
    }

    @Override
    protected void prepare() {}

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dotklik.log.level=WARN",
                "-Dotklik.project=" + System.getProperty("otklik.project", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "ru.otklik.cli.Otklik",
                "dashboard",
                "--port",
                Integer.toString(state.requirePort(NAME)),
                "--kafka",
                KafkaBroker.bootstrap(state),
                "--postgres-url",
                PostgresServer.url(state),
                "--password-file",
                home.secret(PostgresServer.READER).toString()));
        command.addAll(KafkaBroker.commandArguments(state));
        command.addAll(arguments);
        return command;
    }

    @Override
    protected boolean isReady(Consumer<String> seen) throws Exception {
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address(state))).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
        seen.accept("its page answers " + status);
        return status == 200;
    }
}
