package ru.otklik.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.console.Failure;

/** A program in a JVM of its own, whose last line says what it did. */
final class Child {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TAIL_LINES = 20;
    private static final long LOOK_MILLIS = 100;

    private static final String MEASURED = "measured";

    private final Path project;
    private final ClusterHome home;

    /**
     * @param home takes what children say
     */
    Child(Path project, ClusterHome home) {
        this.project = project;
        this.home = home;
    }

    /** Whether the class path of a module of this folder has been built. */
    boolean isBuilt(String module) {
        return Files.isDirectory(target(module).resolve("lib"))
                && Files.isDirectory(target(module).resolve("classes"));
    }

    private Path target(String module) {
        return project.resolve("local-cluster").resolve(module).resolve("target");
    }

    /** The command that starts a main class of a module. */
    List<String> command(String module, String mainClass, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Djava.net.preferIPv4Stack=true", "-cp"));
        command.add(target(module).resolve("classes") + ":" + target(module).resolve("lib") + "/*");
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /**
     * Runs a command to its end.
     *
     * @param broker process id of the broker, whose CPU time counts apart
     */
    Run run(List<String> command, long broker) {
        ProcFiles.CpuTime before = ProcFiles.ownCpu();
        double brokerBefore = ProcFiles.cpu(broker).own();
        long started = System.nanoTime();
        long peak = 0;
        Process process = start(command, MEASURED);
        try (OnExit onExit = new OnExit(process::destroyForcibly)) {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, ProcFiles.peakMemory(process.pid()));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
        double wall = (System.nanoTime() - started) / 1e9;
        if (process.exitValue() != 0) {
            throw new Failure("a measured program ended with " + process.exitValue() + ": " + String.join(" ", command)
                    + "\n" + tail(err(MEASURED)) + tail(out(MEASURED)));
        }
        Map<String, Long> figures = outcome(lastLine(out(MEASURED)));
        Long events = figures.remove("events");
        if (events == null || events == 0) {
            throw new Failure(
                    "a measured program read no events: " + String.join(" ", command) + "\n" + tail(err(MEASURED)));
        }
        return new Run(
                events,
                ProcFiles.ownCpu().children() - before.children(),
                ProcFiles.cpu(broker).own() - brokerBefore,
                wall,
                peak,
                figures);
    }

    /**
     * Starts a command that runs beside the measured one.
     *
     * @param name of its logs
     */
    Process start(List<String> command, String name) {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(out(name).toFile())
                    .redirectError(err(name).toFile())
                    .start();
        } catch (IOException e) {
            throw new Failure("cannot start " + command.get(0) + ": " + Failure.because(e), e);
        }
    }

    private Path out(String name) {
        return home.log(name + "-out");
    }

    private Path err(String name) {
        return home.log(name + "-err");
    }

    /** The end of what a program has said is wrong. */
    String complaint(String name) {
        return tail(err(name));
    }

    /** Whole numbers by name. */
    static Map<String, Long> outcome(String line) {
        Map<String, Long> figures = new LinkedHashMap<>();
        try {
            JsonNode root = JSON.readTree(line);
            if (root == null || !root.isObject()) {
                throw new Failure("a measured program must end with a JSON object, not with: " + line);
            }
            root.properties().forEach(entry -> {
                if (entry.getValue().canConvertToLong()) {
                    figures.put(entry.getKey(), entry.getValue().longValue());
                }
            });
            return figures;
        } catch (JsonProcessingException e) {
            throw new Failure("a measured program must end with a JSON object, not with: " + line, e);
        }
    }

    private static String lastLine(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private static String tail(Path file) {
        List<String> lines = lines(file);
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())) {
            text.append("    ").append(line).append('\n');
        }
        return text.toString();
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            return List.of("(" + file + ": " + Failure.because(e) + ")");
        }
    }
}
