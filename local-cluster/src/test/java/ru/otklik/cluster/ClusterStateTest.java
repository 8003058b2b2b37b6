package ru.otklik.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.console.Failure;

class ClusterStateTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void anotherTerminalReadsWhatThisOneWrote() {
        ClusterState written = read();
        written.putPort("kafka", 4711);
        written.putProcess("kafka", ProcessHandle.current());
        written.put("sentUntil", "2024-03-01T10:00:00Z");

        assertThat(read().requirePort("kafka")).isEqualTo(4711);
        assertThat(read().findProcess("kafka")).contains(ProcessHandle.current());
        assertThat(read().findInstant("sentUntil")).contains(Instant.parse("2024-03-01T10:00:00Z"));
    }

    @Test
    void aProcessIdThatBelongsToAnotherProcessNowCountsAsDead() throws IOException {
        read().putProcess("kafka", ProcessHandle.current());
        Path file = new ClusterHome(folder).state();
        Files.writeString(
                file, Files.readString(file).replaceAll("\"startedAtMillis\" : \\d+", "\"startedAtMillis\" : 1"));

        assertThat(read().findProcess("kafka")).isEmpty();
        assertThat(read().findProcess("never-started")).isEmpty();
    }

    @Test
    void anUnreadableFileIsNamedWithWhatToDo() throws IOException {
        Files.writeString(new ClusterHome(folder).state(), "{");

        assertThatThrownBy(this::read)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("state.json")
                .hasMessageContaining("up --fresh");
    }

    @Test
    void secretsAreMadeOnceAndForTheOwnerOnly() throws IOException {
        ClusterHome home = new ClusterHome(folder);
        String secret = home.secretText("citizen-key");

        assertThat(secret).matches("[0-9a-f]{64}").isEqualTo(home.secretText("citizen-key"));
        assertThat(Files.getPosixFilePermissions(home.secret("citizen-key")))
                .containsExactlyInAnyOrder(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void oneProgramHoldsAHomeAtATime() {
        ClusterHome home = new ClusterHome(folder);
        try (HomeLock first = HomeLock.take(home)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> HomeLock.take(home))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("already running");
        }
        try (HomeLock next = HomeLock.take(home)) {
            assertThat(next).isNotNull();
        }
    }

    private ClusterState read() {
        return ClusterState.read(new ClusterHome(folder));
    }
}
