package ru.otklik.bench.peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;

/** What is remembered of an incident; a POJO to Flink and Jackson. Times are epoch milliseconds. */
public final class IncidentState {
    /** A stage under way. */
    public static final class RunningStage {
        public long startedAt;

        /** Long.MAX_VALUE without a deadline. */
        public long deadline;

        /** Whether the miss was told already. */
        public boolean isMissed;
    }

    public Source source = Source.INCIDENT_MANAGEMENT;
    public String topic = "";
    public Priority priority = Priority.NORMAL;

    /** The responsible municipality from each instant on; the first is that of the registration. */
    public Map<Long, String> responsible = new TreeMap<>();

    public Map<Stage, RunningStage> running = new EnumMap<>(Stage.class);
    public int answers;
    public boolean isAnsweredFinally;
    public boolean isClosed;
    public boolean isCancelled;

    /** The rating of the answer with number {@link #ratedAnswer}. */
    public @Nullable IncidentFact rating;

    public int ratedAnswer;

    /** Everything told so far and not taken back, for the case that the incident turns out to be none. */
    public List<IncidentFact> told = new ArrayList<>();

    /** Who was responsible at an instant, what happened at it included. */
    public String responsibleAt(long instant) {
        String owner = "";
        long since = Long.MIN_VALUE;
        for (Map.Entry<Long, String> each : responsible.entrySet()) {
            boolean isFirst = owner.isEmpty();
            if (isFirst || (each.getKey() <= instant && each.getKey() >= since)) {
                owner = each.getValue();
                since = each.getKey();
            }
        }
        return owner;
    }

    /** The earliest deadline that is still ahead or not told; Long.MAX_VALUE if there is none. */
    public long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (RunningStage stage : running.values()) {
            if (!stage.isMissed) {
                next = Math.min(next, stage.deadline);
            }
        }
        return next;
    }
}
