package ru.otklik.bench;

import java.util.List;
import java.util.Map;

/**
 * Lengths of bars.
 *
 * @param floor what has length zero
 * @param most what has length one
 * @param logarithmic whether equal factors have equal lengths
 */
record Scale(double floor, double most, boolean logarithmic) {
    /** Above this factor between rows a straight scale shows nothing of the small ones. */
    private static final double FAR_APART = 40;

    /** Fits the medians of all rows. */
    static Scale of(Map<Row, List<Run>> runs) {
        double[] medians = runs.values().stream()
                .mapToDouble(some -> Spread.of(some, Run::cpuSecondsPerMillion).median())
                .toArray();
        Spread spread = Spread.of(medians);
        boolean logarithmic = spread.max() > FAR_APART * spread.min();
        return new Scale(logarithmic ? spread.min() / 2 : 0, spread.max(), logarithmic);
    }

    /** Length of a bar, 0 to 1. */
    double part(double value) {
        return logarithmic ? Math.log(value / floor) / Math.log(most / floor) : value / most;
    }

    /** What a reader has to know. */
    String note() {
        return logarithmic ? " (logarithmic scale)" : "";
    }
}
