package ru.otklik.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import ru.otklik.console.Failure;
import ru.otklik.console.Waiting;

/** One process of the cluster: its own session (a Ctrl-C of the terminal does not reach it), its own log. */
public abstract class ServiceProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TAIL_LINES = 15;

    protected final ClusterHome home;
    protected final ClusterState state;
    private final String name;
    private List<String> wrapper = List.of();

    protected ServiceProcess(String name, ClusterHome home, ClusterState state) {
        this.name = name;
        this.home = home;
        this.state = state;
    }

    public final String name() {
        return name;
    }

    /** Writes what the process needs to find before it starts. */
    protected abstract void prepare() throws IOException;

    protected abstract List<String> command() throws IOException;

    /** One look whether the process serves; the text says what was seen instead. */
    protected abstract boolean isReady(Consumer<String> seen) throws Exception;

    /** Lets later starts run below a program, such as {@code env} with what the process is to find in its environment. */
    public final void startBelow(List<String> program) {
        wrapper = List.copyOf(program);
    }

    /** Starts the process; it is ready only after {@link #awaitReady}. */
    public final void start() {
        try {
            prepare();
            List<String> command = new ArrayList<>(List.of("setsid"));
            command.addAll(wrapper);
            command.addAll(command());
            File log = home.log(name).toFile();
            Process process = new ProcessBuilder(command)
                    .directory(home.root().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            state.putProcess(name, process.toHandle());
        } catch (IOException e) {
            throw new Failure("cannot start " + name + ": " + Failure.because(e), e);
        }
    }

    public final void awaitReady() {
        Waiting.until(name + " to be ready", PATIENCE, seen -> {
            if (process().isEmpty()) {
                throw new Failure(name + " ended while it started; the end of " + home.log(name) + ":\n" + logTail());
            }
            return isReady(seen) ? true : null;
        });
    }

    public final Optional<ProcessHandle> process() {
        return state.findProcess(name);
    }

    /** Asks the process to end, and ends it if it does not within the time given. */
    public final void stop(Duration grace) {
        process().ifPresent(process -> {
            askToEnd(process);
            if (!ended(process, grace)) {
                process.destroyForcibly();
                ended(process, Duration.ofSeconds(10));
            }
        });
        state.removeProcess(name);
    }

    protected void askToEnd(ProcessHandle process) {
        process.destroy();
    }

    /** The last lines of the log, indented. */
    public final String logTail() {
        Path log = home.log(name);
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(
                    "\n",
                    lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).stream()
                            .map(line -> "    " + line)
                            .toList());
        } catch (IOException e) {
            return "    (no log: " + Failure.because(e) + ")";
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return !process.isAlive();
        }
    }
}
