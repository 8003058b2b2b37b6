package ru.otklik.chaos;

import static ru.otklik.chaos.Battlefield.JOB_MANAGER;

import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** When a fault strikes. */
enum Moment {
    /** Up to three seconds after the workload goes on. */
    AT_RANDOM {
        @Override
        boolean await(Battlefield field, RandomGenerator dice) {
            Pause.of(Duration.ofMillis(dice.nextInt(3_000)));
            return true;
        }
    },

    /** As soon as a checkpoint is begun: barriers are under way, records are flushed, nothing is committed. */
    CHECKPOINT_TRIGGERED {
        @Override
        boolean await(Battlefield field, RandomGenerator dice) {
            return new LogWatch(field.home().log(JOB_MANAGER)).await("Triggering checkpoint", PATIENCE);
        }
    },

    /** As soon as a checkpoint is complete: between pre-commit and commit, as TaskManagers are being told. */
    BEFORE_COMMIT {
        @Override
        boolean await(Battlefield field, RandomGenerator dice) {
            return new LogWatch(field.home().log(JOB_MANAGER)).await("Completed checkpoint", PATIENCE);
        }
    },

    /** As soon as values of an ended period have been written to a transaction that is still open. */
    PERIOD_CLOSES {
        @Override
        boolean await(Battlefield field, RandomGenerator dice) {
            return new TopicGrowth(field.bootstrap()).await("metrics.municipality", PATIENCE);
        }
    },

    /** While the job is being restored after another fault, a killed TaskManager that is still missing. */
    WHILE_RECOVERING {
        @Override
        boolean await(Battlefield field, RandomGenerator dice) {
            LogWatch log = new LogWatch(field.home().log(JOB_MANAGER));
            field.kill(field.busyTaskManager(dice));
            return log.await("Restoring job", PATIENCE);
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /**
     * Waits for the moment.
     *
     * @return whether it came; if not, the fault strikes nevertheless
     */
    abstract boolean await(Battlefield field, RandomGenerator dice);

    /** Name in reports. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
