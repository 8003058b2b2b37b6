package ru.otklik.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsWhatItHasChosen() {
        new Ports(state()).settle("kafka", line -> {});
        int chosen = state().requirePort("kafka");

        new Ports(state()).settle("kafka", line -> {});

        assertThat(state().requirePort("kafka")).isEqualTo(chosen);
    }

    @Test
    void choosesAnotherOneAndSaysSoWhenSomebodyElseHasTakenIt() throws IOException {
        List<String> said = new ArrayList<>();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            state().putPort("kafka", other.getLocalPort());

            new Ports(state()).settle("kafka", said::add);

            int chosen = state().requirePort("kafka");
            assertThat(chosen).isNotEqualTo(other.getLocalPort());
            assertThat(said)
                    .containsExactly("port " + other.getLocalPort()
                            + " of kafka is taken by another program now; using " + chosen);
        }
    }

    @Test
    void neverGivesOnePortToTwoServices() {
        Ports ports = new Ports(state());
        ports.settle("kafka", line -> {});
        state().putPort("postgres", state().requirePort("kafka"));

        Ports again = new Ports(state());
        again.settle("kafka", line -> {});
        again.settle("postgres", line -> {});

        ClusterState settled = state();
        assertThat(settled.requirePort("postgres")).isNotEqualTo(settled.requirePort("kafka"));
    }

    private ClusterState state() {
        return ClusterState.read(new ClusterHome(folder));
    }
}
