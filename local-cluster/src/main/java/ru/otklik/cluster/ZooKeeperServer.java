package ru.otklik.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A ZooKeeper server on its own. Its classes are among Flink's libraries, renamed, beside those of the client. */
public final class ZooKeeperServer extends JavaProcess {
    public static final String NAME = "zookeeper";

    private static final int PATIENCE_MILLIS = 2_000;

    ZooKeeperServer(ClusterOptions options, ClusterHome home, ClusterState state) {
        super(NAME, options.flinkLibraries(), home, state);
    }

    /** Host and port for clients. */
    static String quorum(ClusterState state) {
        return Ports.HOST + ":" + state.requirePort(NAME);
    }

    @Override
    protected void prepare() throws IOException {
        Files.writeString(
                settings(), """
                tickTime=2000
                dataDir=%s
                clientPort=%d
                clientPortAddress=%s
                admin.enableServer=false
                """.formatted(home.folder("zookeeper/data"), state.requirePort(NAME), Ports.HOST));
        Logging.write(folder());
    }

    @Override
    protected List<String> options() {
        return List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                // Its page of loggers knows only the first log4j.
                "-Dzookeeper.jmx.log4j.disable=true",
                Logging.option(folder()));
    }

    @Override
    protected List<String> main() {
        return List.of(
                "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
                settings().toString());
    }

    @Override
    protected boolean isReady(Consumer<String> seen) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), state.requirePort(NAME))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            seen.accept(answer);
            return answer.contains("Mode: standalone");
        }
    }

    private Path folder() {
        return home.folder(NAME);
    }

    private Path settings() {
        return folder().resolve("zookeeper.properties");
    }
}
