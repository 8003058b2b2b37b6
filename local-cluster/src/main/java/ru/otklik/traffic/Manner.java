package ru.otklik.traffic;

/**
 * How a municipality answers.
 *
 * @param medianMinutes half of its first answers come within this time
 * @param spread factor that one answer in six exceeds the median by
 * @param unanswered share of incidents that never get an answer
 * @param rework share of final answers that are returned
 * @param satisfaction mean rating, 1 to 5
 */
record Manner(double medianMinutes, double spread, double unanswered, double rework, double satisfaction) {
    private static final double SLOW_SHARE = 0.12;
    private static final double FAST_SHARE = 0.35;

    /** The manner of a municipality as the seed decides it: some are fast, most are middling, a few are slow. */
    static Manner of(long seed, Place place) {
        Chance chance = Chance.of(seed, Long.parseLong(place.id()), 77);
        double luck = chance.unit();
        double within = chance.unit();
        if (luck < SLOW_SHARE) {
            return new Manner(150 + 150 * within, 2.3, 0.06, 0.09 + 0.06 * within, 3.0);
        }
        return luck < SLOW_SHARE + FAST_SHARE
                ? new Manner(35 + 20 * within, 2.0, 0.005, 0.02, 4.5)
                : new Manner(55 + 40 * within, 2.2, 0.02, 0.03 + 0.04 * within, 4.0);
    }
}
