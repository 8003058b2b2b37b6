package ru.otklik.dispatch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/** Tells one target what the topic says, on a thread of its own, until it is stopped; it never gives up. */
final class TargetWorker implements Runnable {
    private static final int MOST_WAITING = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration COMMIT = Duration.ofMillis(500);
    /** Brokers forget what was committed a week ago. */
    private static final Duration COMMIT_ANYWAY = Duration.ofHours(1);

    /** Brings a post to its target. */
    @FunctionalInterface
    interface Sender {
        Answer send(Post post) throws IOException;
    }

    /**
     * What a worker stands on.
     *
     * @param channel how the target wants to be told
     * @param sender the way to it
     * @param source opens the topic at the target's position
     * @param clock of signatures and of the status
     * @param say takes a sentence for the log
     */
    record Parts(Channel channel, Sender sender, Supplier<AlertSource> source, Clock clock, Consumer<String> say) {}

    private final DispatchSettings.Target target;
    private final Parts parts;
    private final Backoff backoff;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile @Nullable AlertSource source;
    private volatile TargetStatus status;

    private Backlog backlog = new Backlog();
    private SortedMap<Integer, Long> committed = new TreeMap<>();
    private long committedMillis;
    private long pausedUntilMillis;
    private long remindMillis;
    private long delivered;
    private long failed;
    private long unreadable;
    private int failuresInARow;
    private @Nullable Instant failingSince;
    private @Nullable String fault;

    TargetWorker(DispatchSettings.Target target, Parts parts) {
        this.target = target;
        this.parts = parts;
        this.backoff = new Backoff(
                target.pace().firstPause(),
                target.pace().longestPause(),
                target.pace().seed());
        this.status = status();
    }

    /** How the target is doing; from any thread. */
    TargetStatus current() {
        return status;
    }

    /** Asks the thread to end after the try under way; from any thread. */
    void stop() {
        stopping = true;
        AlertSource open = source;
        if (open != null) {
            open.wakeUp();
        }
        stopped.countDown();
    }

    @Override
    public void run() {
        while (!stopping) {
            try (AlertSource opened = parts.source().get()) {
                source = opened;
                backlog = new Backlog();
                committed = new TreeMap<>();
                remindMillis = millis();
                work(opened);
            } catch (RuntimeException e) {
                if (!stopping) {
                    long pause = failedInARow("the topic cannot be read: " + Failure.because(e), Duration.ZERO);
                    status = status();
                    await(pause);
                }
            } finally {
                source = null;
            }
        }
    }

    private void work(AlertSource opened) {
        while (!stopping) {
            tellOne();
            if (opened.isReadToEnd() && millis() >= Math.max(remindMillis, pausedUntilMillis)) {
                remind();
            }
            opened.read(patience(), backlog.size() < MOST_WAITING).forEach(this::take);
            commit(opened);
            status = status();
        }
        commit(opened);
    }

    private void take(AlertSource.Entry entry) {
        try {
            Notice notice = Notice.parse(entry.place(), entry.value());
            boolean tooOld = entry.appendedMillis() < target.notBefore().toEpochMilli();
            if (entry.told()) {
                if (!tooOld) {
                    parts.channel().told(notice);
                }
            } else if (notice.isToDeliver() && !tooOld) {
                backlog.add(notice, millis());
            } else {
                backlog.passed(entry.place());
            }
        } catch (IOException e) {
            if (!entry.told()) {
                unreadable++;
                backlog.passed(entry.place());
                say("passes over " + entry.place() + ", which is no alert: " + Failure.because(e));
            }
        }
    }

    private void tellOne() {
        Backlog.Waiting head = millis() < pausedUntilMillis ? null : backlog.due(millis());
        if (head == null) {
            return;
        }
        Notice notice = head.notice();
        try {
            Answer answer = parts.sender().send(parts.channel().telling(notice, now()));
            if (answer.isTaken()) {
                backlog.delivered(head);
                parts.channel().told(notice);
                delivered++;
                taken();
            } else if (answer.isAboutTheRecord()) {
                refused(head, answer);
            } else {
                long pause = failedInARow(answer.complaint(), answer.retryAfter(now()));
                backlog.failed(head, millis() + pause);
            }
        } catch (IOException e) {
            backlog.failed(head, millis() + failedInARow(Failure.because(e), Duration.ZERO));
        }
    }

    /** Only this alert waits: the target says that it is not to be blamed. */
    private void refused(Backlog.Waiting head, Answer answer) {
        failed++;
        int failures = head.failures() + 1;
        long pause =
                Math.max(backoff.pauseMillis(failures), answer.retryAfter(now()).toMillis());
        fault = answer.complaint();
        if (Integer.bitCount(failures) == 1) {
            say("refuses " + head.notice() + ", try " + failures + ": " + answer.complaint() + "; next try in " + pause
                    + " ms");
        }
        backlog.failed(head, millis() + pause);
    }

    /** Nothing is told for a while, which is returned in milliseconds. */
    private long failedInARow(String complaint, Duration atLeast) {
        failed++;
        failuresInARow++;
        if (failingSince == null) {
            failingSince = now();
        }
        fault = complaint;
        long pause = Math.max(backoff.pauseMillis(failuresInARow), atLeast.toMillis());
        pausedUntilMillis = millis() + pause;
        if (Integer.bitCount(failuresInARow) == 1) {
            say("failure " + failuresInARow + " in a row, since " + failingSince + ": " + complaint + "; "
                    + backlog.size() + " records wait; next try in " + pause + " ms");
        }
        return pause;
    }

    private void taken() {
        if (failuresInARow > 1) {
            say("takes records again after " + failuresInARow + " failures in a row");
        }
        failuresInARow = 0;
        failingSince = null;
        if (backlog.mostFailures() == 0) {
            fault = null;
        }
    }

    /** An alert with records that wait is left out: what it was told last may be over. */
    private void remind() {
        try {
            for (Post post : parts.channel().reminders(now(), alertId -> !backlog.hasAny(alertId))) {
                Answer answer = parts.sender().send(post);
                if (!answer.isTaken()) {
                    failedInARow(answer.complaint(), answer.retryAfter(now()));
                    return;
                }
                taken();
            }
            remindMillis = millis() + target.pace().repost().toMillis();
        } catch (IOException e) {
            failedInARow(Failure.because(e), Duration.ZERO);
        }
    }

    private void commit(AlertSource opened) {
        SortedMap<Integer, Long> positions = backlog.positions();
        long age = millis() - committedMillis;
        boolean isDue = !positions.equals(committed) && (age >= COMMIT.toMillis() || backlog.size() == 0 || stopping);
        if (isDue || age >= COMMIT_ANYWAY.toMillis()) {
            try {
                opened.commit(positions);
                committed = positions;
                committedMillis = millis();
            } catch (RetriableException e) {
                say("its position is not kept yet: " + Failure.because(e));
            }
        }
    }

    /** How long there is nothing to do but to read. */
    private Duration patience() {
        long now = millis();
        long until = Math.min(
                now + POLL.toMillis(),
                Math.max(pausedUntilMillis, backlog.nextDueMillis().orElse(Long.MAX_VALUE)));
        return Duration.ofMillis(Math.max(0, until - now));
    }

    private void await(long pauseMillis) {
        try {
            if (stopped.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                stopping = true;
            }
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    private TargetStatus status() {
        Instant waitingSince = backlog.oldestMillis().isEmpty()
                ? null
                : now().minusMillis(millis() - backlog.oldestMillis().getAsLong());
        return new TargetStatus(
                target.name(),
                now(),
                delivered,
                failed,
                unreadable,
                backlog.size(),
                parts.channel().firing(),
                failuresInARow,
                failingSince,
                waitingSince,
                fault);
    }

    private void say(String sentence) {
        parts.say().accept(target.name() + ": " + sentence);
    }

    private Instant now() {
        return parts.clock().instant();
    }

    /** Of a clock that does not go back. */
    private static long millis() {
        return System.nanoTime() / 1_000_000;
    }
}
