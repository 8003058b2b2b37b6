package ru.otklik.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import ru.otklik.console.Failure;

/** What other terminals and the next start need to know of a cluster: ports, processes, job. Each change is on disk. */
public final class ClusterState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ObjectNode root;

    private ClusterState(Path file, ObjectNode root) {
        this.file = file;
        this.root = root;
    }

    /** Reads the state of a home; an empty one if there is none yet. */
    public static ClusterState read(ClusterHome home) {
        Path file = home.state();
        if (!Files.exists(file)) {
            return new ClusterState(file, JSON.createObjectNode());
        }
        try {
            return new ClusterState(file, (ObjectNode) JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException | ClassCastException e) {
            throw new Failure(file + " cannot be read (" + Failure.because(e) + "); start over with: up --fresh", e);
        }
    }

    /** The home that this is the state of. */
    public ClusterHome home() {
        return new ClusterHome(file.toAbsolutePath().resolveSibling(""));
    }

    public synchronized OptionalInt findPort(String name) {
        JsonNode port = root.path("ports").path(name);
        return port.isInt() ? OptionalInt.of(port.intValue()) : OptionalInt.empty();
    }

    public int requirePort(String name) {
        return findPort(name)
                .orElseThrow(
                        () -> new Failure("no cluster was started in " + file.getParent() + " yet; start one: up"));
    }

    public synchronized void putPort(String name, int port) {
        root.withObjectProperty("ports").put(name, port);
        save();
    }

    /** The live process kept under a name; a process id that now belongs to somebody else counts as dead. */
    public synchronized Optional<ProcessHandle> findProcess(String name) {
        JsonNode kept = root.path("processes").path(name);
        return ProcessHandle.of(kept.path("pid").longValue())
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        startedAtMillis(process) == kept.path("startedAtMillis").longValue());
    }

    public synchronized void putProcess(String name, ProcessHandle process) {
        root.withObjectProperty("processes")
                .withObjectProperty(name)
                .put("pid", process.pid())
                .put("startedAtMillis", startedAtMillis(process));
        save();
    }

    /** Whether a process was started under a name and not stopped since, dead or alive. */
    public synchronized boolean isStarted(String name) {
        return root.path("processes").has(name);
    }

    public synchronized void removeProcess(String name) {
        root.withObjectProperty("processes").remove(name);
        save();
    }

    public synchronized Optional<String> find(String key) {
        return Optional.ofNullable(root.path(key).textValue());
    }

    public Optional<Instant> findInstant(String key) {
        return find(key).map(Instant::parse);
    }

    public synchronized void put(String key, String value) {
        root.put(key, value);
        save();
    }

    public synchronized void remove(String key) {
        root.remove(key);
        save();
    }

    private static long startedAtMillis(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }

    private void save() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
