package ru.otklik.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;
import ru.otklik.console.Terminal;

/** The screen of a running cluster: re-drawn on a terminal, appended now and then to a log. */
final class Board {
    private static final int LINES_PER_REGION = 4;
    private static final int LOG_EVERY = 30;

    private final ClusterHome home;
    private final ClusterState state;
    private final LiveTraffic traffic;
    private final Leaderboard leaderboard = new Leaderboard("OVERALL", null, "%", LINES_PER_REGION);
    private final boolean terminal = Terminal.isInteractive();
    private @Nullable Connection reader;
    private int shown;

    Board(ClusterHome home, ClusterState state, LiveTraffic traffic) {
        this.home = home;
        this.state = state;
        this.traffic = traffic;
    }

    /** Shows the newest state; to be called about once a second. */
    void show() {
        if (!terminal && shown++ % LOG_EVERY != 0) {
            return;
        }
        List<String> lines = new ArrayList<>();
        if (terminal) {
            lines.add("Otklik runs; Ctrl-C stops it");
            lines.addAll(Links.of(home, state));
        }
        lines.add(traffic.summary());
        lines.addAll(boards());
        String text = String.join("\n", lines);
        if (terminal) {
            Terminal.redraw(text);
        } else {
            System.out.println(text);
        }
    }

    private List<String> boards() {
        try {
            Connection connection = reader;
            if (connection == null || !connection.isValid(2)) {
                connection = PostgresServer.connect(home, state, PostgresServer.READER);
                reader = connection;
            }
            List<String> lines = leaderboard.read(connection);
            return lines.isEmpty() ? List.of("no board yet") : lines;
        } catch (SQLException e) {
            reader = null;
            return List.of("the boards cannot be read: " + Failure.because(e));
        }
    }
}
