package ru.otklik.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.console.Failure;

/** Runs the micro benchmarks in a JVM of their own, which prints its table itself. */
public final class Micro {
    private static final String MODULE = "bench/micro";

    private Micro() {}

    /**
     * Runs them to the end.
     *
     * @param only regular expression for their names; null for all
     * @param json takes JMH's own figures; null for nowhere
     */
    public static void run(Path project, ClusterHome home, @Nullable String only, @Nullable Path json) {
        Child child = new Child(project, home);
        if (!child.isBuilt(MODULE)) {
            throw new Failure("the micro benchmarks are not built; run 'mvn package' in " + project);
        }
        // Three forks of five seconds tell a lucky compilation from a fast one.
        List<String> arguments = new ArrayList<>(List.of("-f", "3", "-wi", "3", "-w", "1", "-i", "5", "-r", "1"));
        arguments.add(only == null ? "Benchmark" : only);
        if (json != null) {
            arguments.addAll(List.of("-rf", "json", "-rff", json.toString()));
        }
        try {
            int exit = new ProcessBuilder(child.command(MODULE, "org.openjdk.jmh.Main", List.of(), arguments))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new Failure("the micro benchmarks ended with " + exit);
            }
        } catch (IOException e) {
            throw new Failure("cannot start the micro benchmarks: " + Failure.because(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }
}
