package ru.otklik.chaos;

import static ru.otklik.chaos.Battlefield.JOB_MANAGER;

import java.time.Duration;
import ru.otklik.console.Failure;

/**
 * Ends the TaskManagers between the completion of a checkpoint and the commit of the records it covers.
 *
 * <p>The commit follows the completion by some milliseconds, too few to be hit by chance. So the JobManager is stopped while
 * the TaskManagers prepare the checkpoint, they are stopped once they have told that they are ready, and the JobManager
 * goes on: it completes the checkpoint, and nobody hears that records may be committed.
 */
final class LostCommit {
    private static final int ATTEMPTS = 20;
    private static final Duration UNTIL_TRIGGERED = Duration.ofSeconds(12);
    private static final Duration UNTIL_TOLD = Duration.ofMillis(30);
    private static final Duration UNTIL_PREPARED = Duration.ofSeconds(2);
    private static final Duration UNTIL_COMPLETED = Duration.ofSeconds(3);

    private final Battlefield field;

    LostCommit(Battlefield field) {
        this.field = field;
    }

    /** Leaves every TaskManager dead, and records that nobody commits unless the job comes back in time. */
    void strike() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (completesUnheard()) {
                field.kill(field.taskManagers());
                return;
            }
            signalTaskManagers("CONT");
        }
        throw new Failure("no checkpoint was completed while the TaskManagers were stopped");
    }

    private boolean completesUnheard() {
        long jobManager = field.pid(JOB_MANAGER);
        log().await("Triggering checkpoint", UNTIL_TRIGGERED);
        Pause.of(UNTIL_TOLD);
        field.signal("STOP", jobManager);
        LogWatch completions = log();
        try {
            Pause.of(UNTIL_PREPARED);
            signalTaskManagers("STOP");
        } finally {
            field.signal("CONT", jobManager);
        }
        return completions.await("Completed checkpoint", UNTIL_COMPLETED);
    }

    private LogWatch log() {
        return new LogWatch(field.home().log(JOB_MANAGER));
    }

    private void signalTaskManagers(String signal) {
        for (String name : field.taskManagers()) {
            field.signal(signal, field.pid(name));
        }
    }
}
