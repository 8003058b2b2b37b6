package ru.otklik.domain.alert;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.incident.StageStep;

/** When a rule about single incidents holds: instants that follow from the steps of a stage, found by nobody's polling. */
public final class StageCondition {
    private StageCondition() {}

    /** The step of a stage that is in force at an instant; null if it has none by then. */
    public static @Nullable StageStep stepAt(List<StageStep> steps, Stage stage, long at) {
        StageStep found = null;
        for (StageStep step : steps) {
            if (step.at() > at) {
                break;
            }
            if (step.stage() == stage) {
                found = step;
            }
        }
        return found;
    }

    /**
     * From when on a rule would hold while a stage runs as a step says.
     *
     * @param calendar of the municipality responsible
     * @return epoch milliseconds; {@link AlertState#NEVER} without a deadline
     */
    public static long holdsFrom(AlertRule rule, StageStep step, WorkingCalendar calendar) {
        if (step.deadline() == StageStep.NO_DEADLINE) {
            return AlertState.NEVER;
        }
        BigDecimal threshold = rule.condition().threshold();
        if (rule.kind() == AlertKind.INCIDENT_OVERDUE) {
            // An answer at the deadline is in time, so it is overdue a millisecond later.
            return step.deadline() + 1 + threshold.longValueExact();
        }
        if (!rule.condition().shareOfNorm()) {
            return Math.max(step.start(), step.deadline() - threshold.longValueExact());
        }
        boolean byWorkingTime = step.norm() != null
                && (step.norm().unit() == NormUnit.WORKING_HOURS || step.norm().unit() == NormUnit.WORKING_DAYS);
        long whole =
                byWorkingTime ? calendar.workingMillis(step.start(), step.deadline()) : step.deadline() - step.start();
        long used = threshold
                .multiply(BigDecimal.valueOf(whole))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        return byWorkingTime ? calendar.instantAfter(step.start(), used) : step.start() + used;
    }

    /**
     * What a rule sees of a stage.
     *
     * @param step in force at that instant; null for none
     * @param unchangedSince since when start and deadline of the stage have been those of the step
     * @param holdsFrom see {@link #holdsFrom}
     */
    public static Reading read(AlertRule rule, @Nullable StageStep step, long unchangedSince, long holdsFrom, long at) {
        if (step == null || step.change() == StageStep.Change.WITHDRAWN) {
            return new Reading(Reading.Verdict.WITHDRAWN, 0, 0, 1, at);
        }
        boolean limited = step.deadline() != StageStep.NO_DEADLINE;
        boolean overdue = rule.kind() == AlertKind.INCIDENT_OVERDUE;
        long instant = step.change() == StageStep.Change.ENDED ? step.at() : at;
        long value = !limited ? 0 : overdue ? instant - step.deadline() : step.deadline() - instant;
        boolean holds = step.change() == StageStep.Change.RUNS && limited && at >= Math.max(holdsFrom, unchangedSince);
        return new Reading(
                holds ? Reading.Verdict.BREACH : Reading.Verdict.CLEAR,
                value,
                limited ? 1 : 0,
                1,
                holds ? Math.max(holdsFrom, unchangedSince) : at);
    }
}
