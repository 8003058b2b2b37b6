package ru.otklik.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/**
 * What runs on a cluster. The jar is a copy, named by its content: a build that replaces the original changes nothing that
 * runs, and the build before an upgrade is still there to go back to.
 *
 * @param jar the copy
 * @param parallelism parallelism of the job
 * @param arguments arguments besides those that the cluster itself gives
 */
record DeployedJob(Path jar, int parallelism, List<String> arguments) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NAME_DIGITS = 12;

    DeployedJob {
        arguments = List.copyOf(arguments);
    }

    /** Keeps what a cluster was asked to run. */
    static DeployedJob keep(ClusterHome home, ClusterOptions options) {
        if (!Files.exists(options.jobJar())) {
            throw new Failure("there is no job at " + options.jobJar() + "; build it: mvn -DskipTests package");
        }
        DeployedJob deployed =
                new DeployedJob(copied(home, options.jobJar()), options.parallelism(), options.jobArguments());
        deployed.save(home);
        return deployed;
    }

    /** What runs; empty if nothing was submitted since the cluster started. */
    static Optional<DeployedJob> find(ClusterHome home) {
        return find(file(home));
    }

    /** The same of a file that holds it; empty if there is none. */
    static Optional<DeployedJob> find(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            List<String> arguments = new ArrayList<>();
            root.path("arguments").forEach(each -> arguments.add(each.asText()));
            return Optional.of(new DeployedJob(
                    Path.of(root.path("jar").asText()), root.path("parallelism").intValue(), arguments));
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + Failure.because(e), e);
        }
    }

    /** Forgets it: the next start is told anew what to run. */
    static void forget(ClusterHome home) {
        ClusterHome.delete(folder(home));
    }

    /**
     * The same job out of another jar, with another parallelism if one is given, and with other arguments.
     *
     * @param more keys and values; a key that is there already gets the new value
     */
    DeployedJob changed(ClusterHome home, Path newJar, @Nullable Integer newParallelism, List<String> more) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (!more.contains(arguments.get(i))) {
                all.addAll(arguments.subList(i, i + 2));
            }
        }
        all.addAll(more);
        return new DeployedJob(copied(home, newJar), newParallelism == null ? parallelism : newParallelism, all);
    }

    void save(ClusterHome home) {
        save(file(home));
    }

    void save(Path file) {
        ObjectNode root = JSON.createObjectNode().put("jar", jar.toString()).put("parallelism", parallelism);
        arguments.forEach(root.putArray("arguments")::add);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, JSON.writeValueAsBytes(root));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure(file + " cannot be written: " + Failure.because(e), e);
        }
    }

    /** The options of a cluster that runs it. */
    ClusterOptions in(ClusterOptions options) {
        return options.with(jar, parallelism, arguments);
    }

    private static Path file(ClusterHome home) {
        return folder(home).resolve("job.json");
    }

    private static Path folder(ClusterHome home) {
        return home.folder("flink/deployed");
    }

    private static Path copied(ClusterHome home, Path jar) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            String name = HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
            Path copy = folder(home).resolve("job-" + name + ".jar");
            return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure("the jar " + jar + " cannot be copied: " + Failure.because(e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
