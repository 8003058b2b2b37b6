package ru.otklik.dashboard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Answers that are given again for two seconds, so that many browsers that ask the same cost one question to the database. */
final class Kept {
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MOST = 50;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(FutureTask<Reply> answer, long askedNanos) {}

    /** The kept answer, or a new one; whoever asks meanwhile waits for the same. */
    Reply get(String address, Callable<Reply> work) throws Exception {
        Entry entry;
        boolean isNew;
        synchronized (entries) {
            Entry kept = entries.get(address);
            isNew = kept == null || System.nanoTime() - kept.askedNanos() > FRESH_NANOS;
            entry = isNew || kept == null ? new Entry(new FutureTask<>(work), System.nanoTime()) : kept;
            if (isNew) {
                entries.remove(address);
                entries.put(address, entry);
                if (entries.size() > MOST) {
                    entries.remove(entries.keySet().iterator().next());
                }
            }
        }
        if (isNew) {
            entry.answer().run();
        }
        try {
            return entry.answer().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
