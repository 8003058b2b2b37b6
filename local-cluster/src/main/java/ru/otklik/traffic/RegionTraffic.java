package ru.otklik.traffic;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The incidents of one region: each a function of the seed and its index alone. */
public final class RegionTraffic {
    private static final double CANCELLED = 0.02;
    private static final double CAPITAL_SHARE = 0.5;
    private static final double CAPITAL_RANGE = 0.17;
    private static final double SOCIAL_SHARE = 0.6;
    private static final int RESIDENTS_PER_AUTHOR = 12;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final long seed;
    private final String region;
    private final List<Place> places;
    private final List<String> authorities;
    private final double[] shares;
    private final Map<String, Manner> manners = new HashMap<>();
    private final long authors;

    RegionTraffic(long seed, String region, Gazetteer gazetteer) {
        this.seed = seed;
        this.region = region;
        this.places = gazetteer.places(region);
        this.authorities = gazetteer.authorities(region);
        this.shares = shares(seed, places);
        this.authors = places.stream().mapToLong(Place::population).sum() / RESIDENTS_PER_AUTHOR;
        places.forEach(place -> manners.put(place.id(), Manner.of(seed, place)));
    }

    /** The events of an incident in order of time; the same for the same seed, region, index and time. */
    public List<TrafficEvent> incident(long index, long registeredAt) {
        Chance chance = chance(index, 1);
        Place place = places.get(chance.weighted(shares));
        double fate = chance.unit();
        IncidentScript script = new IncidentScript(chance, this, place, index + 1);
        if (fate < CANCELLED) {
            return script.cancelled(registeredAt, authors);
        }
        if (fate < CANCELLED + manner(place).unanswered()) {
            return script.unanswered(registeredAt, authors);
        }
        return script.answered(registeredAt, authors, responseMillis(place, index, registeredAt));
    }

    /**
     * The time to the first answer in milliseconds: a long tail around the municipality's median; what would come out
     * at night often waits for the morning.
     */
    long responseMillis(Place place, long index, long registeredAt) {
        Chance chance = chance(index, 2);
        Manner manner = manner(place);
        long millis = (long) (chance.longTailed(manner.medianMinutes(), manner.spread()) * MINUTE) + MINUTE;
        long at = registeredAt + millis;
        int hour = Instant.ofEpochMilli(at).atZone(place.zone()).getHour();
        if ((hour < 8 || hour >= 20) && chance.happens(0.35)) {
            long untilEight = (hour < 8 ? 8 - hour : 32 - hour) * HOUR - Math.floorMod(at, HOUR);
            return millis + untilEight + chance.between(0, 2 * HOUR);
        }
        return millis;
    }

    Chance chance(long index, int purpose) {
        return Chance.of(seed, Long.parseLong(region), index, purpose);
    }

    List<Place> places() {
        return places;
    }

    List<String> authorities() {
        return authorities;
    }

    Manner manner(Place place) {
        return manners.getOrDefault(place.id(), Manner.of(seed, place));
    }

    /** Replaces the manner that the seed has given to a municipality. */
    void setManner(Place place, Manner manner) {
        manners.put(place.id(), manner);
    }

    double socialShare() {
        return SOCIAL_SHARE;
    }

    long authors() {
        return authors;
    }

    /** Half to two thirds of a region's incidents happen in its largest city, the rest by residents and temper. */
    private static double[] shares(long seed, List<Place> places) {
        double[] shares = new double[places.size()];
        int capital = 0;
        double rest = 0;
        for (int i = 0; i < shares.length; i++) {
            Place place = places.get(i);
            double temper =
                    0.6 + 0.9 * Chance.of(seed, Long.parseLong(place.id()), 78).unit();
            shares[i] = place.population() * temper;
            rest += shares[i];
            capital = place.population() > places.get(capital).population() ? i : capital;
        }
        rest -= shares[capital];
        double share = CAPITAL_SHARE
                + CAPITAL_RANGE
                        * Chance.of(seed, Long.parseLong(places.get(capital).region()), 79)
                                .unit();
        shares[capital] = rest * share / (1 - share);
        return shares;
    }
}
