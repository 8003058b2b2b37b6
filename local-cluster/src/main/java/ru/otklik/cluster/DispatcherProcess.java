package ru.otklik.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ru.otklik.console.Failure;
import ru.otklik.dispatch.DispatchSettings;

/** The dispatcher of alerts: this program itself in a process of its own, if the home has settings for it. */
final class DispatcherProcess extends ServiceProcess {
    static final String NAME = "dispatcher";

    DispatcherProcess(ClusterHome home, ClusterState state) {
        super(NAME, home, state);
    }

    /** Whether somebody is to be told, as far as is known: settings that cannot be read are left to the process to complain of. */
    static boolean isWanted(ClusterHome home) {
        if (!Files.exists(home.dispatchSettings())) {
            return false;
        }
        try {
            return DispatchSettings.read(home.dispatchSettings()).namesTargets();
        } catch (Failure unreadable) {
            return true;
        }
    }

    @Override
    protected void prepare() {}

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dotklik.log.level=WARN",
                "-Dotklik.project=" + System.getProperty("otklik.project", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "ru.otklik.cli.Otklik",
                "dispatch",
                "--config",
                home.dispatchSettings().toString(),
                "--broker",
                KafkaBroker.bootstrap(state),
                "--status-port",
                Integer.toString(state.requirePort(NAME))));
        command.addAll(KafkaBroker.commandArguments(state));
        return command;
    }

    @Override
    protected boolean isReady(Consumer<String> seen) throws Exception {
        URI page = URI.create("http://" + Ports.HOST + ":" + state.requirePort(NAME) + "/");
        int status = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        seen.accept("its page answers " + status);
        return status == 200;
    }
}
