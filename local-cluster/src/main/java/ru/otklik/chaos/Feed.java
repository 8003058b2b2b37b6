package ru.otklik.chaos;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.console.Progress;
import ru.otklik.traffic.FileSending;
import ru.otklik.traffic.TrafficSender;

/** Sends the workload piece by piece, so that every fault meets a job that has work; outlives a dead broker. */
final class Feed {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String bootstrap;
    private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);

    Feed(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Begins to send a piece; the one before has to be through. */
    void begin(Path piece, double eventsASecond) {
        awaitSent();
        sending = CompletableFuture.runAsync(() -> send(piece, eventsASecond, null));
    }

    void awaitSent() {
        try {
            sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } catch (ExecutionException e) {
            throw new Failure("the workload could not be sent: " + Failure.because(e), e);
        } catch (TimeoutException e) {
            throw new Failure("the broker did not take a piece of the workload within " + PATIENCE, e);
        }
    }

    /** Sends a piece and lets event time reach an instant in the end, if one is given. */
    void send(Path piece, double eventsASecond, @Nullable Instant close) {
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (TrafficSender sender = TrafficSender.connect(bootstrap)) {
            new FileSending(sender, eventsASecond).send(List.of(piece), close, new Progress(nobody, "sent"));
        }
    }
}
