package ru.otklik.console;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says how long a piece of work without a count has been going on, from its third second until it is closed. */
public final class Ticking implements AutoCloseable {
    private static final long TERMINAL_SECONDS = 1;
    private static final long LOG_SECONDS = 10;
    private static final long SILENT_SECONDS = 2;

    private final String what;
    private final boolean terminal = Terminal.isInteractive();
    private final long started = System.nanoTime();
    private final ScheduledExecutorService clock;
    private volatile boolean shown;

    /** Starts the clock. */
    @SuppressWarnings("FutureReturnValueIgnored") // it can only end
    public Ticking(String what) {
        this.what = what;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(
                this::show, SILENT_SECONDS, terminal ? TERMINAL_SECONDS : LOG_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (terminal && shown) {
            System.out.print("\r\u001b[2K");
            System.out.flush();
        }
    }

    private void show() {
        shown = true;
        String line = String.format(Locale.ROOT, "%s ... %.0f s", what, (System.nanoTime() - started) / 1e9);
        System.out.print(terminal ? "\r\u001b[2K" + line : line + "\n");
        System.out.flush();
    }
}
