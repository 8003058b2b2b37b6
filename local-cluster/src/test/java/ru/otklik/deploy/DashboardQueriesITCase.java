package ru.otklik.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.LoneServices;
import ru.otklik.cluster.PostgresServer;

/** Every query of the Grafana dashboards runs against the real tables, as the role that Grafana uses. */
class DashboardQueriesITCase {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyQueryRuns() throws Exception {
        ClusterHome home = new ClusterHome(folder.resolve("home"));
        ClusterState state = ClusterState.read(home);
        Path project = Path.of("..").toAbsolutePath().normalize();
        List<String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(8);
        try (LoneServices services = LoneServices.start(project, home, state, true, line -> {});
                Connection reader = PostgresServer.connect(home, state, PostgresServer.READER);
                Statement statement = reader.createStatement()) {
            assertThat(services.bootstrap()).isNotEmpty();
            for (String query : queries) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    assertThat(rows.getMetaData().getColumnCount()).as(query).isPositive();
                }
            }
        }
    }

    private static List<String> queries() throws Exception {
        List<String> queries = new ArrayList<>();
        for (String name : List.of("otklik-people.json", "otklik-job.json")) {
            Path file = Path.of("deploy/grafana/dashboards").resolve(name);
            JsonNode dashboard = new JsonMapper().readTree(Files.readString(file));
            queries.addAll(dashboard.findValuesAsText("rawSql"));
            dashboard
                    .at("/templating/list")
                    .forEach(variable -> queries.add(variable.path("query").asText()));
        }
        return queries.stream().map(query -> query.replaceAll("\\$[a-z]+", "x")).toList();
    }
}
