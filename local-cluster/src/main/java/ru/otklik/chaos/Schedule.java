package ru.otklik.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What is broken when, drawn from the seed: every fault that can be had here about as often, in any order; each second one on
 * a phase of the job.
 */
final class Schedule {
    private static final List<Moment> PHASES =
            List.of(Moment.CHECKPOINT_TRIGGERED, Moment.BEFORE_COMMIT, Moment.PERIOD_CLOSES, Moment.WHILE_RECOVERING);

    /**
     * One fault to come.
     *
     * @param seed of everything that is left to chance while it strikes
     */
    record Strike(int number, Fault fault, Moment moment, long seed) {}

    private final List<Strike> strikes;
    private final Map<Fault, String> unavailable;

    private Schedule(List<Strike> strikes, Map<Fault, String> unavailable) {
        this.strikes = strikes;
        this.unavailable = unavailable;
    }

    /**
     * Draws a schedule.
     *
     * @param only the faults to choose from
     */
    static Schedule draw(long seed, int count, List<Fault> only, Battlefield field) {
        Map<Fault, String> unavailable = new EnumMap<>(Fault.class);
        List<Fault> available = new ArrayList<>();
        for (Fault fault : only) {
            Optional<String> reason = fault.whyNot(field);
            reason.ifPresentOrElse(why -> unavailable.put(fault, why), () -> available.add(fault));
        }
        return new Schedule(draw(seed, count, available), unavailable);
    }

    static List<Strike> draw(long seed, int count, List<Fault> available) {
        SplittableRandom dice = new SplittableRandom(seed);
        List<Fault> bag = new ArrayList<>();
        List<Strike> strikes = new ArrayList<>();
        boolean phaseFirst = dice.nextBoolean();
        for (int number = 1; number <= count; number++) {
            if (bag.isEmpty()) {
                bag.addAll(available);
                Collections.shuffle(bag, new Random(dice.nextLong()));
            }
            boolean onPhase = (number % 2 == 1) == phaseFirst;
            Moment moment = onPhase ? PHASES.get(dice.nextInt(PHASES.size())) : Moment.AT_RANDOM;
            strikes.add(new Strike(number, bag.remove(bag.size() - 1), moment, dice.nextLong()));
        }
        return strikes;
    }

    List<Strike> strikes() {
        return strikes;
    }

    /** Faults that cannot be had here, and why. */
    Map<Fault, String> unavailable() {
        return unavailable;
    }
}
