package ru.otklik.bench.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The endless stream of a country's events in order of their arrival; a shorter set is the beginning of a longer one.
 *
 * <p>Registrations are a Poisson process of even rate, thinned by hour and weekday of the place. The steps of an incident
 * are drawn when it is registered and wait in the minute of their arrival, so memory holds open incidents only.
 */
public final class CountryEvents {
    private static final long MINUTE = 60_000;
    private static final double DAY = 86_400_000;
    private static final double[] HOURS = {
        0.9, 0.5, 0.3, 0.2, 0.2, 0.5, 1.3, 2.6, 4.6, 6.4, 7.4, 7.5, 7.1, 6.9, 6.7, 6.6, 6.4, 6.3, 6.1, 5.8, 5.4, 4.7,
        3.3, 1.9
    };
    /** From Monday. */
    private static final double[] WEEKDAYS = {1.2, 1.15, 1.1, 1.1, 1.05, 0.75, 0.65};

    private static final double BUSIEST = 7.5 * 1.2;
    private static final int MONDAY = 4;

    private final CountryProfile profile;
    private final List<Country.Municipality> municipalities;
    private final int[] offsetMinutes;
    private final SplittableRandom random;
    private final Alias places;
    private final IncidentDraw draw;
    private final double meanGapMillis;
    private final Map<Long, List<Step>> waiting = new HashMap<>();

    private double nextCandidate;
    private long nextMinute;
    private List<Step> due = List.of();
    private int position;
    private long incidents;

    public CountryEvents(CountryProfile profile, Country country) {
        this.profile = profile;
        municipalities = country.municipalities();
        offsetMinutes = municipalities.stream()
                .mapToInt(place -> country.regions().get(place.region()).offsetMinutes())
                .toArray();
        random = new SplittableRandom(profile.seed());
        places = new Alias(municipalities.stream()
                .mapToDouble(Country.Municipality::weight)
                .toArray());
        draw = new IncidentDraw(profile, random);
        meanGapMillis = DAY / profile.incidentsPerDay() / (profile.level() ? 1 : BUSIEST / mean());
        long start = profile.start().toEpochMilli();
        nextMinute = Math.floorDiv(start, MINUTE);
        nextCandidate = start + random.nextExponential() * meanGapMillis;
    }

    private static double mean() {
        double sum = 0;
        for (double weekday : WEEKDAYS) {
            for (double hour : HOURS) {
                sum += weekday * hour;
            }
        }
        return sum / WEEKDAYS.length / HOURS.length;
    }

    /** The next event to arrive. */
    public Step next() {
        while (position == due.size()) {
            passMinute();
        }
        return due.get(position++);
    }

    /** Incidents registered so far, those of the current minute included. */
    public long incidents() {
        return incidents;
    }

    private void passMinute() {
        long minute = nextMinute++;
        double end = (double) (minute + 1) * MINUTE;
        while (nextCandidate < end) {
            consider((long) nextCandidate);
            nextCandidate += random.nextExponential() * meanGapMillis;
        }
        List<Step> found = waiting.remove(minute);
        due = found == null ? List.of() : found;
        position = 0;
        if (due.size() > 1) {
            Collections.sort(due);
        }
    }

    private void consider(long at) {
        int place = places.draw(random.nextDouble());
        if (profile.level() || random.nextDouble() * BUSIEST < rate(at + offsetMinutes[place] * MINUTE)) {
            draw.steps(incidents++, at, place, municipalities.get(place).neighbour(), this::await);
        }
    }

    private static double rate(long localMillis) {
        long day = Math.floorDiv(localMillis, (long) DAY);
        int hour = (int) (Math.floorMod(localMillis, (long) DAY) / 3_600_000);
        // The epoch began on a Thursday.
        return HOURS[hour] * WEEKDAYS[(int) Math.floorMod(day + MONDAY - 1, 7L)];
    }

    private void await(Step step) {
        waiting.computeIfAbsent(Math.floorDiv(step.arrivesAt(), MINUTE), minute -> new ArrayList<>())
                .add(step);
    }
}
