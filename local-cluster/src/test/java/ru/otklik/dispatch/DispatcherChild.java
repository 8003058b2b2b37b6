package ru.otklik.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The dispatcher as a process of its own, as the command line starts it. */
final class DispatcherChild implements AutoCloseable {
    private final Path log;
    private final Process process;

    private DispatcherChild(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    static DispatcherChild start(Path settings) throws IOException {
        Path log = settings.resolveSibling("dispatcher.log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "ru.otklik.cli.Otklik",
                "dispatch",
                "--config",
                settings.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new DispatcherChild(log, process);
    }

    /** What it and those before it have said; fails if it has ended by itself. */
    String said() throws IOException {
        String said = Files.readString(log);
        if (!process.isAlive()) {
            throw new IllegalStateException("the dispatcher has ended: " + said);
        }
        return said;
    }

    /** Ends it without any warning. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
