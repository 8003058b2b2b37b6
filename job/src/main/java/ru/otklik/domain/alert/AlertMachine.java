package ru.otklik.domain.alert;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one alert lives: {@code (state, reading) -> (state, changes, next wake-up)}.
 *
 * <p>It fires once the condition has held for {@code for}, and resolves exactly once: when recovery has lasted for {@code
 * keepFiringFor}, when the incident is withdrawn, or when its rule no longer covers it. Quiet input never resolves it.
 * What hides delivery changes what is told, never whether it fires.
 */
public final class AlertMachine {
    /** What happened to an alert. */
    public enum Change {
        FIRED,
        SUPPRESSED,
        RELEASED,
        SUPPRESSION_CHANGED,
        STALE,
        FRESH,
        RULE_CHANGED,
        RESOLVED
    }

    /** Why an alert ended. */
    public enum Reason {
        RECOVERED,
        RULE_REMOVED,
        OUT_OF_SCOPE,
        WITHDRAWN
    }

    /**
     * A step to tell of.
     *
     * @param after the alert after the step, its revision being that of the step
     * @param deliver whether people have to be told
     * @param reason null unless RESOLVED
     */
    public record Told(
            Change change,
            AlertState after,
            boolean deliver,
            @Nullable Reason reason) {}

    /**
     * What became of an alert.
     *
     * @param state null if it is at rest
     * @param wakeUpAt when to look again if nothing else happens, epoch milliseconds; {@link AlertState#NEVER} for never
     */
    public record Outcome(@Nullable AlertState state, List<Told> told, long wakeUpAt) {}

    private static final Outcome REST = new Outcome(null, List.of(), AlertState.NEVER);

    private AlertMachine() {}

    /**
     * Looks at a subject.
     *
     * @param state null for one at rest
     * @param version id of the version the rule belongs to
     * @param ruleChanged whether the rule reads otherwise than in the version the state was looked at by last
     * @param hiddenBy what hides delivery at this instant, in order
     * @param at epoch milliseconds, never before that of the last look
     */
    public static Outcome look(
            @Nullable AlertState state,
            AlertRule rule,
            String version,
            boolean ruleChanged,
            Reading reading,
            List<Hiding> hiddenBy,
            long at) {
        if (state == null || !state.isFiring()) {
            return pending(state, rule, version, reading, hiddenBy, at);
        }
        List<Told> told = new ArrayList<>(1);
        boolean judged = reading.verdict() != Reading.Verdict.UNKNOWN;
        AlertState now = judged ? seen(state, state.clearSince(), reading) : state;
        if (!version.equals(now.version())) {
            now = with(now, now.clearSince(), now.stale(), version);
            if (ruleChanged) {
                now = tell(told, Change.RULE_CHANGED, now, false, null);
            }
        }
        switch (reading.verdict()) {
            case UNKNOWN -> {
                if (!now.stale()) {
                    now = tell(told, Change.STALE, with(now, AlertState.NEVER, true, version), now.told(), null);
                } else {
                    now = with(now, AlertState.NEVER, true, version);
                }
            }
            case WITHDRAWN -> {
                return resolve(told, now, Reason.WITHDRAWN);
            }
            case CLEAR -> {
                now = fresh(told, now);
                long clearSince = now.clearSince() == AlertState.NEVER ? at : now.clearSince();
                now = seen(now, clearSince, reading);
                if (at - clearSince >= rule.keepFiringMillis()) {
                    return resolve(told, now, Reason.RECOVERED);
                }
            }
            case BREACH, BETWEEN -> now = seen(fresh(told, now), AlertState.NEVER, reading);
        }
        Outcome hidden = hide(now, rule, hiddenBy);
        told.addAll(hidden.told());
        long wakeUpAt =
                now.clearSince() == AlertState.NEVER ? AlertState.NEVER : now.clearSince() + rule.keepFiringMillis();
        return new Outcome(hidden.state(), told, wakeUpAt);
    }

    private static Outcome pending(
            @Nullable AlertState state,
            AlertRule rule,
            String version,
            Reading reading,
            List<Hiding> hiddenBy,
            long at) {
        if (reading.verdict() != Reading.Verdict.BREACH) {
            return REST;
        }
        long since = state == null ? Math.min(reading.since(), at) : state.since();
        boolean fires = at - since >= rule.forMillis();
        boolean tells = fires && hiddenBy.isEmpty();
        AlertState now = new AlertState(
                since,
                fires ? at : AlertState.NEVER,
                AlertState.NEVER,
                false,
                reading.numerator(),
                reading.denominator(),
                reading.cases(),
                version,
                0,
                tells,
                fires ? hiddenBy : List.of());
        return fires
                ? new Outcome(revised(now, 1), List.of(new Told(Change.FIRED, now, tells, null)), AlertState.NEVER)
                : new Outcome(now, List.of(), since + rule.forMillis());
    }

    /**
     * Takes note of what hides a firing alert.
     *
     * @param hiddenBy in order
     */
    public static Outcome hide(AlertState state, AlertRule rule, List<Hiding> hiddenBy) {
        if (hiddenBy.equals(state.hiddenBy())) {
            return new Outcome(state, List.of(), AlertState.NEVER);
        }
        List<Told> told = new ArrayList<>(1);
        boolean released = hiddenBy.isEmpty();
        boolean deliver = released && (rule.renotify() || !state.told());
        AlertState now = new AlertState(
                state.since(),
                state.firedAt(),
                state.clearSince(),
                state.stale(),
                state.numerator(),
                state.denominator(),
                state.cases(),
                state.version(),
                state.revision(),
                state.told() || released,
                hiddenBy);
        Change change = released
                ? Change.RELEASED
                : state.hiddenBy().isEmpty() ? Change.SUPPRESSED : Change.SUPPRESSION_CHANGED;
        return new Outcome(tell(told, change, now, deliver, null), told, AlertState.NEVER);
    }

    /** Takes note of a version of rules that has come into force. */
    public static Outcome change(AlertState state, String version, boolean ruleChanged) {
        List<Told> told = new ArrayList<>(1);
        AlertState now = with(state, state.clearSince(), state.stale(), version);
        if (ruleChanged && now.isFiring()) {
            now = tell(told, Change.RULE_CHANGED, now, false, null);
        }
        return new Outcome(now, told, AlertState.NEVER);
    }

    /** Ends an alert whose rule is gone or no longer covers it; one that does not fire rests without a word. */
    public static Outcome end(AlertState state, Reason reason) {
        return state.isFiring() ? resolve(new ArrayList<>(1), state, reason) : REST;
    }

    private static Outcome resolve(List<Told> told, AlertState state, Reason reason) {
        tell(told, Change.RESOLVED, state, state.told(), reason);
        return new Outcome(null, told, AlertState.NEVER);
    }

    private static AlertState fresh(List<Told> told, AlertState state) {
        return state.stale()
                ? tell(told, Change.FRESH, with(state, state.clearSince(), false, state.version()), false, null)
                : state;
    }

    private static AlertState tell(
            List<Told> told, Change change, AlertState state, boolean deliver, @Nullable Reason reason) {
        boolean shown =
                deliver && (change == Change.RESOLVED || state.hiddenBy().isEmpty());
        told.add(new Told(change, state, shown, reason));
        return revised(state, state.revision() + 1);
    }

    private static AlertState seen(AlertState state, long clearSince, Reading reading) {
        return new AlertState(
                state.since(),
                state.firedAt(),
                clearSince,
                state.stale(),
                reading.numerator(),
                reading.denominator(),
                reading.cases(),
                state.version(),
                state.revision(),
                state.told(),
                state.hiddenBy());
    }

    private static AlertState with(AlertState state, long clearSince, boolean stale, String version) {
        return new AlertState(
                state.since(),
                state.firedAt(),
                clearSince,
                stale,
                state.numerator(),
                state.denominator(),
                state.cases(),
                version,
                state.revision(),
                state.told(),
                state.hiddenBy());
    }

    private static AlertState revised(AlertState state, int revision) {
        return new AlertState(
                state.since(),
                state.firedAt(),
                state.clearSince(),
                state.stale(),
                state.numerator(),
                state.denominator(),
                state.cases(),
                state.version(),
                revision,
                state.told(),
                state.hiddenBy());
    }
}
