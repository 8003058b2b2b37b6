package ru.otklik.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ru.otklik.console.Failure;

/** A program that runs beside a measured one until its standard input is closed. */
final class Served implements AutoCloseable {
    private static final String NAME = "served";
    private static final long GRACE_SECONDS = 20;

    private final Child child;
    private final Process process;
    private final OnExit onExit;

    Served(Child child, List<String> command) {
        this.child = child;
        process = child.start(command, NAME);
        onExit = new OnExit(process::destroyForcibly);
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new Failure("the job ended while it was measured:\n" + child.complaint(NAME));
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            onExit.close();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
