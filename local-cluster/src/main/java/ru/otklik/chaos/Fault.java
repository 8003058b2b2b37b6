package ru.otklik.chaos;

import static ru.otklik.chaos.Battlefield.BROKER;
import static ru.otklik.chaos.Battlefield.DATABASE;
import static ru.otklik.chaos.Battlefield.JOB_MANAGER;
import static ru.otklik.chaos.Battlefield.ZOOKEEPER;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What is broken, and how soon the job has to be back: its first new checkpoint, counted from the end of the outage. No fault
 * may change a result; that is expected of all of them and checked once, in the end.
 */
public enum Fault {
    KILL_TASK_MANAGER("F1", "kill -9 a TaskManager", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(field.busyTaskManager(dice));
            return Duration.ZERO;
        }
    },
    KILL_TASK_MANAGERS("F2", "kill -9 every TaskManager", 45) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(field.taskManagers());
            return Duration.ZERO;
        }
    },
    KILL_JOB_MANAGER("F3", "kill -9 the JobManager", 60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(JOB_MANAGER);
            return Duration.ZERO;
        }
    },
    KILL_FLINK("F4", "kill -9 JobManager and TaskManagers", 90) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(JOB_MANAGER);
            field.kill(field.taskManagers());
            return Duration.ZERO;
        }
    },
    FREEZE_TASK_MANAGER_SHORTLY("F5", "SIGSTOP a TaskManager for less than its heart-beat timeout", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            return freeze(field, field.busyTaskManager(dice), 2_000, 6_000, dice);
        }
    },
    FREEZE_TASK_MANAGER("F5", "SIGSTOP a TaskManager until another has taken over, then wake the zombie", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            return freeze(field, field.busyTaskManager(dice), 13_000, 18_000, dice);
        }
    },
    FREEZE_JOB_MANAGER("F6", "SIGSTOP the JobManager", 60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            return freeze(field, JOB_MANAGER, 4_000, 12_000, dice);
        }
    },
    KILL_BROKER("F7", "kill -9 the broker, back after some seconds", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(BROKER);
            return outage(1_000, 10_000, dice);
        }
    },
    RESTART_BROKER("F8", "stop the broker in order, and start it again", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.stop(BROKER);
            return outage(0, 3_000, dice);
        }
    },
    FREEZE_BROKER("F8", "SIGSTOP the broker", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            return freeze(field, BROKER, 4_000, 15_000, dice);
        }
    },
    RESTART_DATABASE("F9", "stop PostgreSQL at once, without waiting for its clients, and start it again", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.stop(DATABASE);
            return outage(0, 3_000, dice);
        }
    },
    KILL_DATABASE("F9", "kill -9 the PostgreSQL postmaster, back after some seconds", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(DATABASE);
            return outage(1_000, 10_000, dice);
        }
    },
    LOCK_TABLES("F10", "another session locks the tables of results", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(4_000, 10_000, dice);
            DatabaseSession.lockTables(field, length);
            return length;
        }
    },
    FREEZE_BACKENDS("F10", "SIGSTOP the server processes of the job's sessions", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(3_000, 8_000, dice);
            DatabaseSession.freezeWriters(field, length);
            return length;
        }
    },
    CUT_DATABASE("F11", "cut the link between the job and PostgreSQL", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(2_000, 10_000, dice);
            field.links().database().cut(length);
            return length;
        }
    },
    CUT_BROKER("F11", "cut the link between the job and Kafka", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(3_000, 12_000, dice);
            field.links().broker().cut(length);
            return length;
        }
    },
    CUT_TASK_MANAGERS("F11", "cut the links by which TaskManagers exchange records", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(3_000, 12_000, dice);
            field.links().taskManagers().cut(length);
            return length;
        }
    },
    CUT_JOB_MANAGER("F11", "cut the links between the JobManager and every TaskManager", 60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(3_000, 9_000, dice);
            field.links().jobManager().cut(length);
            return length;
        }
    },
    SILENCE_JOB_MANAGER(
            "F11",
            "let nothing arrive between the JobManager and TaskManagers for longer than the heart-beat timeout",
            60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(12_000, 16_000, dice);
            field.links().jobManager().silence(length);
            return length;
        }
    },
    MUTE_TASK_MANAGERS(
            "F11",
            "one way: the JobManager hears no TaskManager for longer than the heart-beat timeout, they hear it",
            60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(12_000, 16_000, dice);
            field.links().jobManager().muteFirst(length);
            return length;
        }
    },
    MUTE_BROKER("F11", "one way: requests of the job reach Kafka, no answer comes back", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(3_000, 12_000, dice);
            field.links().broker().muteSecond(length);
            return length;
        }
    },
    SLOW_DATABASE("F12", "a slow link between the job and PostgreSQL: 100 ms a packet, each way", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(4_000, 8_000, dice);
            field.links().database().worsen(new Quality(Duration.ofMillis(100), Duration.ZERO, 0), length);
            return length;
        }
    },
    SLOW_BROKER(
            "F12",
            "a bad link between the job and Kafka: 200 ms +- 100 ms a packet, each way, and 5 % of packets come a retransmission later",
            30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(8_000, 16_000, dice);
            field.links().broker().worsen(new Quality(Duration.ofMillis(200), Duration.ofMillis(100), 0.05), length);
            return length;
        }
    },
    FULL_DISK("F13", "no space left where checkpoints are written", 30) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            Duration length = length(4_000, 10_000, dice);
            field.disk().fill(length);
            return length;
        }

        @Override
        Optional<String> whyNot(Battlefield field) {
            return field.disk().whyNot();
        }
    },
    DAMAGED_CHECKPOINT("F14", "damage the newest checkpoint, then kill -9 JobManager and TaskManagers", 90) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(JOB_MANAGER);
            field.kill(field.taskManagers());
            NewestCheckpoint.damage(field.home().checkpoints());
            return Duration.ZERO;
        }

        @Override
        Optional<String> whyNot(Battlefield field) {
            return field.hasZooKeeper()
                    ? Optional.of("with ZooKeeper Flink restores by a copy of the metadata, which would not be damaged")
                    : Optional.empty();
        }
    },
    RESCALE("F15", "stop with savepoint, go on with another parallelism", 90) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            long started = System.nanoTime();
            field.restart(1 + field.options().parallelism() % 3);
            return Duration.ofNanos(System.nanoTime() - started);
        }
    },
    KILL_ZOOKEEPER("F16", "kill -9 ZooKeeper, back after some seconds", 60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(ZOOKEEPER);
            return outage(1_000, 5_000, dice);
        }

        @Override
        Optional<String> whyNot(Battlefield field) {
            return field.whyNoZooKeeper();
        }
    },
    STOP_ZOOKEEPER(
            "F16", "stop ZooKeeper in order, and start it again after the sessions of its clients have ended", 60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.stop(ZOOKEEPER);
            return outage(18_000, 22_000, dice);
        }

        @Override
        Optional<String> whyNot(Battlefield field) {
            return field.whyNoZooKeeper();
        }
    },
    FREEZE_ZOOKEEPER("F16", "SIGSTOP ZooKeeper for longer than the sessions of its clients", 60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            return freeze(field, ZOOKEEPER, 18_000, 22_000, dice);
        }

        @Override
        Optional<String> whyNot(Battlefield field) {
            return field.whyNoZooKeeper();
        }
    },
    WRONG_CLOCKS(
            "F17", "new TaskManagers with clocks an hour ahead and an hour behind, killed after some seconds", 45) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            long started = System.nanoTime();
            field.runWithWrongClocks(length(6_000, 12_000, dice));
            return Duration.ofNanos(System.nanoTime() - started);
        }

        @Override
        Optional<String> whyNot(Battlefield field) {
            return WrongClock.whyNot();
        }
    },
    RESTART_LOOP("F18", "kill -9 every TaskManager three times, each as soon as the job is being restored", 60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            for (int round = 0; round < 2; round++) {
                field.kill(field.taskManagers());
                LogWatch log = new LogWatch(field.home().log(JOB_MANAGER));
                field.revive();
                log.await("Restoring job", Duration.ofSeconds(20));
            }
            field.kill(field.taskManagers());
            return Duration.ZERO;
        }
    },
    DOWN_TOO_LONG("F19", "down for longer than the transaction timeout", 60) {
        @Override
        Optional<String> whyNot(Battlefield field) {
            return Optional.of(
                    "loss is what must happen then: --negative-control short-transactions shows that it is found and repaired");
        }
    },
    KILL_BROKER_AND_TASK_MANAGER("F20", "kill -9 the broker and, within three seconds, a TaskManager", 60) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(BROKER);
            outage(0, 3_000, dice);
            field.kill(field.busyTaskManager(dice));
            return outage(0, 3_000, dice);
        }
    },
    KILL_DATABASE_AND_JOB_MANAGER("F20", "kill -9 PostgreSQL and, within three seconds, the JobManager", 90) {
        @Override
        Duration strike(Battlefield field, RandomGenerator dice) {
            field.kill(DATABASE);
            outage(0, 3_000, dice);
            field.kill(JOB_MANAGER);
            return Duration.ZERO;
        }
    };

    private final String id;
    private final String words;
    private final int limitSeconds;

    Fault(String id, String words, int limitSeconds) {
        this.id = id;
        this.words = words;
        this.limitSeconds = limitSeconds;
    }

    /** Number in the plan of faults; two forms of one fault share it. */
    String id() {
        return id;
    }

    String words() {
        return words;
    }

    /** Name in reports. */
    String label() {
        return id + " " + kebab();
    }

    /** Whether a word of the command line means this fault: its number or its name. */
    boolean isCalled(String word) {
        return word.equalsIgnoreCase(id) || word.equalsIgnoreCase(kebab());
    }

    /** Name on the command line. */
    String kebab() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How soon after the outage the first new checkpoint should be complete, seconds, on a machine that is not loaded. */
    int limitSeconds() {
        return limitSeconds;
    }

    /** Why the fault cannot be had here; empty if it can. */
    Optional<String> whyNot(Battlefield field) {
        return Optional.empty();
    }

    /**
     * Breaks something; what has died stays dead until it is revived.
     *
     * @return how long the outage was that the fault itself consists of, which no recovery can shorten
     */
    Duration strike(Battlefield field, RandomGenerator dice) {
        throw new UnsupportedOperationException(label());
    }

    private static Duration freeze(
            Battlefield field, String name, int leastMillis, int mostMillis, RandomGenerator dice) {
        Duration length = length(leastMillis, mostMillis, dice);
        field.freeze(name, length);
        return length;
    }

    private static Duration outage(int leastMillis, int mostMillis, RandomGenerator dice) {
        Duration length = length(leastMillis, mostMillis, dice);
        Pause.of(length);
        return length;
    }

    private static Duration length(int leastMillis, int mostMillis, RandomGenerator dice) {
        return Duration.ofMillis(dice.nextInt(leastMillis, mostMillis + 1));
    }
}
