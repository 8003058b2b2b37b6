package ru.otklik.dashboard;

import org.jspecify.annotations.Nullable;

/**
 * A share with its Wilson interval of 95 %, which stays between 0 and 1 and is honest for few cases.
 *
 * @param value hits by cases, from 0 to 1
 * @param low lower bound, from 0 to {@code value}
 * @param high upper bound, from {@code value} to 1
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson (1927), JASA 22, p. 209-212</a>
 */
record Share(double value, double low, double high) {
    private static final double Z = 1.96;

    /**
     * The share of hits.
     *
     * @param hits a count, at least 0
     * @param misses a count, at least 0
     * @return null if there is neither: no share is known then
     */
    static @Nullable Share of(long hits, long misses) {
        double cases = (double) hits + misses;
        if (cases <= 0) {
            return null;
        }
        double value = hits / cases;
        double centre = value + Z * Z / (2 * cases);
        double spread = Z * Math.sqrt((value * (1 - value) + Z * Z / (4 * cases)) / cases);
        double scale = 1 + Z * Z / cases;
        return new Share(
                value,
                Math.max(0, Math.min(value, (centre - spread) / scale)),
                Math.min(1, Math.max(value, (centre + spread) / scale)));
    }
}
