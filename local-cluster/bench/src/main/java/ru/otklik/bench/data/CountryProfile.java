package ru.otklik.bench.data;

import java.time.Duration;
import java.time.Instant;

/**
 * How big a country is and how it behaves.
 *
 * @param seed the same profile gives the same events
 * @param start of the first registrations
 * @param municipalities how many, from 1 to 50,000
 * @param hottestShare share of all incidents that the busiest municipality has, 0 to below 1; 0 leaves it to the skew
 * @param incidentsPerDay registrations a day in the mean
 * @param level whether registrations come at an even rate instead of following hours and weekdays
 * @param disorder the longest time between an event and its arrival; delays are even from 0
 * @param answerMedian median time to the answer; every other delay is in proportion
 */
public record CountryProfile(
        long seed,
        Instant start,
        int municipalities,
        double hottestShare,
        double incidentsPerDay,
        boolean level,
        Duration disorder,
        Duration answerMedian) {
    /** Start of the usual set: two years from here are covered by the shipped calendar. */
    public static final Instant USUAL_START = Instant.parse("2023-12-31T21:00:00Z");

    /** The density of a whole country: 13.7 million incidents in 28 months. */
    public static final double USUAL_INCIDENTS_PER_DAY = 16_100;

    public static final int USUAL_MUNICIPALITIES = 2_300;
    public static final Duration USUAL_DISORDER = Duration.ofSeconds(20);
    public static final Duration USUAL_ANSWER = Duration.ofDays(4);

    private static final int MOST_MUNICIPALITIES = 50_000;

    public CountryProfile {
        if (municipalities < 1 || municipalities > MOST_MUNICIPALITIES) {
            throw new IllegalArgumentException(
                    "municipalities must be 1 to " + MOST_MUNICIPALITIES + ": " + municipalities);
        }
        if (!(hottestShare >= 0 && hottestShare < 1)) {
            throw new IllegalArgumentException("the hottest share must be from 0 to below 1: " + hottestShare);
        }
        if (!(incidentsPerDay > 0) || disorder.isNegative() || answerMedian.toMillis() < 1) {
            throw new IllegalArgumentException("rate and delays must be positive");
        }
    }

    /** The usual country under a seed. */
    public static CountryProfile usual(long seed) {
        return new CountryProfile(
                seed,
                USUAL_START,
                USUAL_MUNICIPALITIES,
                0,
                USUAL_INCIDENTS_PER_DAY,
                false,
                USUAL_DISORDER,
                USUAL_ANSWER);
    }
}
