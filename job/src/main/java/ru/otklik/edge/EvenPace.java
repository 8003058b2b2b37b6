package ru.otklik.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ru.otklik.operator.Inbound;

/**
 * Decides which partitions wait for the others while a backlog is read.
 *
 * <p>What lies ahead of event time has to be kept until event time comes. Topics hold unequal numbers of events a day, and
 * equal numbers are read of each: without a limit a year of the smaller one would wait in the state. Only the order of
 * reading changes, never a result. A partition that delivers nothing for a while has been read to its end: nobody waits
 * for it. Flink's own alignment of watermarks would wait for ever.
 */
final class EvenPace {
    /** How far a partition may be ahead of the slowest one. */
    private static final long MOST_AHEAD_MILLIS = 24 * 3_600_000L;

    /** Rounds without a record after which a partition counts as read to its end. */
    private static final int QUIET_ROUNDS = 30;

    /** Partitions to pause and to read on with. */
    record Change(List<String> pause, List<String> resume) {
        boolean isEmpty() {
            return pause.isEmpty() && resume.isEmpty();
        }
    }

    /** How far one partition has been read. */
    static final class Track {
        private long time = Inbound.NO_TIME;
        private boolean delivered;
        private int quietRounds;
        private boolean paused;

        /** Takes note of a record; {@link Inbound#NO_TIME} if it tells no time. */
        void reached(long eventTime) {
            delivered = true;
            if (eventTime > time) {
                time = eventTime;
            }
        }

        boolean isPaused() {
            return paused;
        }

        private void endRound() {
            quietRounds = delivered || paused ? 0 : quietRounds + 1;
            delivered = false;
        }

        private boolean isWaitedFor() {
            return time != Inbound.NO_TIME && quietRounds < QUIET_ROUNDS;
        }
    }

    private final Map<String, Track> tracks = new HashMap<>();
    private boolean anyPaused;

    Track track(String partition) {
        return tracks.computeIfAbsent(partition, name -> new Track());
    }

    /** Whether a partition waits. */
    boolean isAnyPaused() {
        return anyPaused;
    }

    /** Ends a round, and says what is to change. */
    Change endRound() {
        long slowest = Long.MAX_VALUE;
        for (Track track : tracks.values()) {
            track.endRound();
            if (track.isWaitedFor()) {
                slowest = Math.min(slowest, track.time);
            }
        }
        Change change = new Change(new ArrayList<>(0), new ArrayList<>(0));
        anyPaused = false;
        for (Map.Entry<String, Track> entry : tracks.entrySet()) {
            Track track = entry.getValue();
            boolean waits = track.time != Inbound.NO_TIME && track.time - MOST_AHEAD_MILLIS > slowest;
            if (waits != track.paused) {
                (waits ? change.pause() : change.resume()).add(entry.getKey());
                track.paused = waits;
            }
            anyPaused |= waits;
        }
        return change;
    }
}
