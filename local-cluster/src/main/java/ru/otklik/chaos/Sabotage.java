package ru.otklik.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import ru.otklik.cluster.ClusterOptions;

/**
 * A guarantee that is broken on purpose: a negative control, which has to turn a run red. The packaged job knows nothing of
 * it: a copy of its jar is changed, or the cluster around it.
 */
public enum Sabotage {
    /** The sink of results writes without transactions. */
    SINK_AT_LEAST_ONCE(JobMutation.SINK_AT_LEAST_ONCE),

    /**
     * Tables take whatever is written to them. Rows grow older only where the job writes again what it has written in several
     * versions: little behind the newest checkpoint, so that one is damaged, whatever the fault.
     */
    NO_TABLE_GUARD(null) {
        @Override
        Duration strike(Fault fault, Battlefield field, RandomGenerator dice) {
            Moment.PERIOD_CLOSES.await(field, dice);
            Moment.BEFORE_COMMIT.await(field, dice);
            return Fault.DAMAGED_CHECKPOINT.strike(field, dice);
        }

        @Override
        void prepare(TableItems tables) {
            tables.dropGuards();
        }
    },

    /** A restored job does not know which periods it has closed. */
    NO_FRONTIER(JobMutation.NO_FRONTIER),

    /** An event that comes twice counts twice. */
    NO_DEDUPLICATION(JobMutation.NO_DEDUPLICATION),

    /** A restored job reads from the beginning instead of from its offsets. */
    EARLIEST_OFFSETS(JobMutation.EARLIEST_OFFSETS),

    /**
     * Transactions time out after half a minute, and the job is down for longer right after a checkpoint, before its records
     * are committed: they are lost, which has to be found and named.
     */
    SHORT_TRANSACTIONS(null) {
        @Override
        ClusterOptions options(ClusterOptions options, Path folder) {
            List<String> arguments = new ArrayList<>(options.jobArguments());
            arguments.add(Battlefield.TRANSACTION_TIMEOUT);
            arguments.add("PT30S");
            return options.with(options.jobJar(), options.parallelism(), arguments);
        }

        @Override
        Duration strike(Fault fault, Battlefield field, RandomGenerator dice) {
            Moment.PERIOD_CLOSES.await(field, dice);
            new LostCommit(field).strike();
            // The broker looks for transactions that are overdue every ten seconds.
            Duration length = Duration.ofSeconds(45);
            Pause.of(length);
            return length;
        }

        /** While records come in: what has nothing to lose loses nothing. */
        @Override
        boolean hasItsOwnMoment() {
            return true;
        }

        @Override
        boolean isRepaired() {
            return true;
        }
    };

    private final @Nullable JobMutation mutation;

    Sabotage(@Nullable JobMutation mutation) {
        this.mutation = mutation;
    }

    /** Name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The cluster with the guarantee broken; a changed jar is written into the folder. */
    ClusterOptions options(ClusterOptions options, Path folder) {
        if (mutation == null) {
            return options;
        }
        Path mutated = mutation.apply(options.jobJar(), folder.resolve(label() + ".jar"));
        return options.with(mutated, options.parallelism(), options.jobArguments());
    }

    /** Breaks what has to be broken in the running database before the job comes. */
    void prepare(TableItems tables) {}

    /** Whether a run goes on after it has found the loss, and shows that the run-book repairs it. */
    boolean isRepaired() {
        return false;
    }

    /** Whether it chooses when to strike; else the schedule does. */
    boolean hasItsOwnMoment() {
        return false;
    }

    /** Lets a fault strike. */
    Duration strike(Fault fault, Battlefield field, RandomGenerator dice) {
        return fault.strike(field, dice);
    }
}
