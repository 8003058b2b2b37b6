package ru.otklik.console;

import java.io.PrintStream;
import java.util.Locale;

/** One line that says how far a long piece of work is: re-drawn on a terminal, repeated in a log. */
public final class Progress {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final String what;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long lastShown = started;
    private boolean shown;

    public Progress(PrintStream out, String what) {
        this.out = out;
        this.what = what;
        this.terminal = Terminal.isInteractive();
    }

    /**
     * Shows the count if the last showing was long enough ago.
     *
     * @param done pieces done so far
     * @param detail what else to say, or an empty text
     */
    public void at(long done, String detail) {
        long now = System.nanoTime();
        if (now - lastShown < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
            return;
        }
        lastShown = now;
        shown = true;
        String line = line(done, now) + (detail.isEmpty() ? "" : " · " + detail);
        out.print(terminal ? "\r\u001b[2K" + line : line + "\n");
        out.flush();
    }

    /** Ends the line with the final count and rate. */
    public void end(long done) {
        out.println((terminal && shown ? "\r\u001b[2K" : "") + line(done, System.nanoTime()));
        out.flush();
    }

    private String line(long done, long now) {
        double seconds = Math.max(1e-3, (now - started) / 1e9);
        return String.format(Locale.ROOT, "%s: %,d in %.1f s, %,.0f/s", what, done, seconds, done / seconds);
    }
}
