package ru.otklik.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.schemas.Tables;

/** What the reader's role sees of a real table that the writer's role has filled. */
class AlertTableITCase {
    private static final String SUPPRESSED = "1c70ada8d74c933ecb3d0a9bf27187387cb0c73b3ac33a8401858285593a6ad7";
    private static final String FIRING = "2c" + SUPPRESSED.substring(2);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theLastStepSaysHowAnAlertStands() throws Exception {
        ClusterHome home = new ClusterHome(folder.resolve("home"));
        ClusterState state = ClusterState.read(home);
        Path project = Path.of("..").toAbsolutePath().normalize();
        try (LoneServices services = LoneServices.start(project, home, state, true, line -> {})) {
            assertThat(services.bootstrap()).isNotEmpty();
            try (Connection writer = PostgresServer.connect(home, state, PostgresServer.WRITER)) {
                write(writer, step(SUPPRESSED, 0, "FIRING"));
                write(writer, step(SUPPRESSED, 1, "SUPPRESSED"));
                write(writer, step(FIRING, 0, "FIRING").put("edition", 1));
                write(writer, step(FIRING, 0, "FIRING").put("edition", 2));
            }
            try (Connection reader = PostgresServer.connect(home, state, PostgresServer.READER)) {
                AlertTable table = new AlertTable(reader);

                assertThat(table.newest(AlertState.FIRING, "87000000", 5))
                        .extracting(AlertStep::alertId)
                        .containsExactly(FIRING);
                assertThat(table.newest(AlertState.FIRING, "88000000", 5)).isEmpty();
                assertThat(table.newest(AlertState.FIRING, "%", 0)).isEmpty();
                assertThat(table.count(AlertState.SUPPRESSED, "%")).isEqualTo(1);
                assertThat(table.count(AlertState.RESOLVED, "%")).isZero();
                assertThat(table.steps("1c70ad"))
                        .extracting(AlertStep::state)
                        .containsExactly(AlertState.FIRING, AlertState.SUPPRESSED);
                List<AlertStep> newestEdition = table.steps("2c70ad");
                assertThat(newestEdition)
                        .singleElement()
                        .satisfies(step -> assertThat(step.text("/edition")).isEqualTo("2"));
            }
        }
    }

    private static ObjectNode step(String alertId, int revision, String state) throws Exception {
        Path golden = Path.of("../schemas/src/test/resources/golden/v1/alerts-firing.json");
        ObjectNode document =
                (ObjectNode) AlertStep.parse(Files.readString(golden)).document();
        return document.put("alertId", alertId).put("revision", revision).put("state", state);
    }

    private static void write(Connection writer, ObjectNode document) throws SQLException {
        AlertStep step = new AlertStep(document);
        try (PreparedStatement upsert = writer.prepareStatement(Tables.UPSERT_ALERT)) {
            upsert.setString(1, step.alertId());
            upsert.setInt(2, document.path("edition").intValue());
            upsert.setInt(3, 1);
            upsert.setInt(4, document.path("revision").intValue());
            upsert.setString(5, step.text("/at"));
            upsert.setString(6, step.text("/contentHash"));
            upsert.setString(7, step.text("/state"));
            upsert.setString(8, step.text("/since"));
            upsert.setString(9, step.text("/firedAt"));
            upsert.setString(10, document.toString());
            upsert.executeUpdate();
        }
    }
}
