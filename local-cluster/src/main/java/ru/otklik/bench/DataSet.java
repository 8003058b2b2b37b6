package ru.otklik.bench;

import java.util.List;
import java.util.Locale;

/**
 * Which events are measured with; the same values name the same bytes.
 *
 * @param events how many
 * @param hottestShare share of the busiest municipality, 0 to below 1; 0 for the usual skew
 * @param incidentsPerDay registrations a day in the mean
 * @param disorderSeconds the longest time between an event and its arrival
 */
record DataSet(
        long seed, long events, int municipalities, double hottestShare, double incidentsPerDay, long disorderSeconds) {
    private static final int USUAL_MUNICIPALITIES = 2_300;
    private static final double USUAL_INCIDENTS_PER_DAY = 16_100;
    private static final long USUAL_DISORDER_SECONDS = 20;

    /** The country as it is. */
    static DataSet usual(long seed, long events) {
        return new DataSet(seed, events, USUAL_MUNICIPALITIES, 0, USUAL_INCIDENTS_PER_DAY, USUAL_DISORDER_SECONDS);
    }

    DataSet withEvents(long number) {
        return new DataSet(seed, number, municipalities, hottestShare, incidentsPerDay, disorderSeconds);
    }

    DataSet withMunicipalities(int number) {
        return new DataSet(seed, events, number, hottestShare, incidentsPerDay, disorderSeconds);
    }

    DataSet withHottestShare(double share) {
        return new DataSet(seed, events, municipalities, share, incidentsPerDay, disorderSeconds);
    }

    DataSet withDisorderSeconds(long seconds) {
        return new DataSet(seed, events, municipalities, hottestShare, incidentsPerDay, seconds);
    }

    /** A name for folders. */
    String key() {
        return String.format(
                Locale.ROOT,
                "seed-%d-events-%d-places-%d-hot-%s-daily-%s-late-%d",
                seed,
                events,
                municipalities,
                hottestShare,
                incidentsPerDay,
                disorderSeconds);
    }

    /** Arguments of the program that makes the set. */
    List<String> arguments() {
        return List.of(
                "--seed",
                Long.toString(seed),
                "--events",
                Long.toString(events),
                "--municipalities",
                Integer.toString(municipalities),
                "--hottest-share",
                Double.toString(hottestShare),
                "--incidents-a-day",
                Double.toString(incidentsPerDay),
                "--disorder-seconds",
                Long.toString(disorderSeconds));
    }
}
