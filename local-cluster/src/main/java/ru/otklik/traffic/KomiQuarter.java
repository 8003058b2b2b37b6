package ru.otklik.traffic;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Synthetic traffic of Komi in the first two quarters of 2023 that reproduces what its centre published for the second:
 * 15,624 signals, a mean first answer of 2 h 57 min after 3 h 01 min, seven leaders, three most active municipalities.
 *
 * <p>How many incidents each municipality has is laid down; the times of first answers are drawn, then all those that
 * lie well within a quarter are stretched by one factor, so that the sum of the quarter fits to the millisecond.
 */
public final class KomiQuarter {
    private static final String KOMI = "87000000";
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long LONGEST_RESPONSE = 4 * DAY;
    private static final long MARGIN = 10 * DAY;

    private static final Quarter FIRST = new Quarter(LocalDate.of(2023, 1, 1), LocalDate.of(2023, 4, 1), 15_102, 181);
    private static final Quarter SECOND = new Quarter(LocalDate.of(2023, 4, 1), LocalDate.of(2023, 7, 1), 15_624, 177);

    private static final List<String> LEADERS =
            List.of("87644000", "87608000", "87620000", "87715000", "87710000", "87723000", "87701000");

    /** Signals per 10,000 residents: the three most active ones and the capital; all others share the rest. */
    private static final Map<String, Integer> ACTIVITY =
            Map.of("87712000", 430, "87628000", 400, "87636000", 375, "87701000", 336);

    private final long seed;
    private final RegionTraffic region;
    private final List<Incident> incidents = new ArrayList<>();

    /**
     * A quarter and its published figures.
     *
     * @param signals incidents registered in it and not cancelled
     * @param meanMinutes mean time of the first answers given in it
     */
    private record Quarter(LocalDate first, LocalDate next, int signals, long meanMinutes) {
        long start() {
            return first.atStartOfDay(MOSCOW).toInstant().toEpochMilli();
        }

        long end() {
            return next.atStartOfDay(MOSCOW).toInstant().toEpochMilli();
        }

        boolean holds(long at) {
            return at >= start() && at < end();
        }
    }

    /** An incident whose first answer may still be moved; responseMillis is below 0 if there is none. */
    private static final class Incident {
        private final long index;
        private final Place place;
        private final long registeredAt;
        private final boolean cancelled;
        private long responseMillis;

        Incident(long index, Place place, long registeredAt, boolean cancelled, long responseMillis) {
            this.index = index;
            this.place = place;
            this.registeredAt = registeredAt;
            this.cancelled = cancelled;
            this.responseMillis = responseMillis;
        }

        boolean isAnswered() {
            return responseMillis >= 0;
        }

        long answeredAt() {
            return registeredAt + responseMillis;
        }
    }

    private KomiQuarter(long seed) {
        this.seed = seed;
        this.region = new RegionTraffic(seed, KOMI, Gazetteer.load());
        int others = 0;
        for (Place place : region.places()) {
            int rank = LEADERS.indexOf(place.id());
            region.setManner(place, rank >= 0 ? leading(rank) : following(place, others++));
        }
    }

    /** All records in order of delivery. */
    public static Iterator<TrafficRecord> records(long seed, Disturbance disturbance) {
        KomiQuarter komi = new KomiQuarter(seed);
        komi.draw(FIRST);
        komi.draw(SECOND);
        komi.fit(FIRST);
        komi.fit(SECOND);
        List<TrafficRecord> records = new ArrayList<>();
        for (Incident incident : komi.incidents) {
            komi.events(incident).forEach(event -> TrafficGenerator.deliver(event, seed, disturbance, records));
        }
        records.sort(TrafficRecord.ORDER);
        return records.iterator();
    }

    /** Leaders answer fast and well, each in its own measure. */
    private static Manner leading(int rank) {
        return new Manner(42 + 3 * rank, 1.9, 0, 0.012 + 0.002 * rank, 4.7);
    }

    /**
     * The others do neither: about every second municipality is slow on the portal. Citizens are unhappy with every second
     * of them, which is every third of all.
     */
    private static Manner following(Place place, int number) {
        int pace = Math.floorMod(place.id().hashCode(), 10);
        return new Manner(190 + 8 * pace, 2.3, 0.03, 0.09, number % 2 == 0 ? 3.3 : 4.5);
    }

    /** Spreads the signals of a quarter over municipalities and time; one in fifty more turns out to be none. */
    private void draw(Quarter quarter) {
        List<Place> deck = deck(quarter.signals());
        int cancelled = quarter.signals() / 50;
        Chance shuffling = Chance.of(seed, quarter.start(), 5);
        for (int i = 0; i < cancelled; i++) {
            deck.add(deck.get((int) shuffling.between(0, quarter.signals())));
        }
        boolean[] isCancelled = new boolean[deck.size()];
        for (int i = quarter.signals(); i < deck.size(); i++) {
            isCancelled[i] = true;
        }
        for (int i = deck.size() - 1; i > 0; i--) {
            int j = (int) shuffling.between(0, i + 1);
            Place place = deck.get(i);
            deck.set(i, deck.get(j));
            deck.set(j, place);
            boolean flag = isCancelled[i];
            isCancelled[i] = isCancelled[j];
            isCancelled[j] = flag;
        }
        Rhythm rhythm = new Rhythm(MOSCOW, 1_000, quarter.start(), Long.MAX_VALUE, 1);
        double whole = rhythm.until(quarter.end());
        for (int i = 0; i < deck.size(); i++) {
            long index = incidents.size();
            double position = (i + region.chance(index, 0).unit()) / deck.size() * whole;
            // What is none is found out within the quarter, so that its first report has the published number.
            long latest = quarter.end() - (isCancelled[i] ? IncidentScript.LONGEST_UNTIL_CANCELLED + 1 : 1);
            long at = Math.min(rhythm.at(position), latest);
            incidents.add(incident(index, deck.get(i), at, isCancelled[i]));
        }
    }

    private Incident incident(long index, Place place, long registeredAt, boolean cancelled) {
        boolean silent = cancelled
                || region.chance(index, 3).happens(region.manner(place).unanswered());
        long response = Math.min(region.responseMillis(place, index, registeredAt), LONGEST_RESPONSE);
        return new Incident(index, place, registeredAt, cancelled, silent ? -1 : response);
    }

    /** As many entries of each municipality as it has signals in a quarter. */
    private List<Place> deck(int signals) {
        Map<String, Integer> counts = new HashMap<>();
        long restPopulation = 0;
        int rest = signals;
        for (Place place : region.places()) {
            Integer activity = ACTIVITY.get(place.id());
            if (activity == null) {
                restPopulation += place.population();
            } else {
                int count =
                        (int) Math.round((double) place.population() * activity / 10_000 * signals / SECOND.signals());
                counts.put(place.id(), count);
                rest -= count;
            }
        }
        List<Place> deck = new ArrayList<>();
        for (Place place : region.places()) {
            Integer laidDown = counts.get(place.id());
            int count = laidDown == null ? (int) (place.population() * (long) rest / restPopulation) : laidDown;
            for (int i = 0; i < count; i++) {
                deck.add(place);
            }
        }
        Place filler = region.places().stream()
                .filter(place -> place.id().equals("87701000"))
                .findFirst()
                .orElse(deck.get(0));
        while (deck.size() < signals) {
            deck.add(filler);
        }
        return deck;
    }

    /** Stretches the first answers of a quarter until their mean is the published one, to the millisecond. */
    private void fit(Quarter quarter) {
        List<Incident> movable = new ArrayList<>();
        long fixedSum = 0;
        long count = 0;
        for (Incident incident : incidents) {
            if (incident.isAnswered() && quarter.holds(incident.answeredAt())) {
                count++;
                if (incident.registeredAt >= quarter.start() && incident.registeredAt < quarter.end() - MARGIN) {
                    movable.add(incident);
                } else {
                    fixedSum += incident.responseMillis;
                }
            }
        }
        long wanted = count * quarter.meanMinutes() * MINUTE - fixedSum;
        long drawn =
                movable.stream().mapToLong(incident -> incident.responseMillis).sum();
        double factor = (double) wanted / drawn;
        long sum = 0;
        for (Incident incident : movable) {
            incident.responseMillis = Math.max(1, (long) (incident.responseMillis * factor));
            sum += incident.responseMillis;
        }
        for (int i = 0; sum < wanted; i = (i + 1) % movable.size()) {
            movable.get(i).responseMillis++;
            sum++;
        }
    }

    private List<TrafficEvent> events(Incident incident) {
        IncidentScript script =
                new IncidentScript(region.chance(incident.index, 1), region, incident.place, incident.index + 1);
        if (incident.cancelled) {
            return script.cancelled(incident.registeredAt, region.authors());
        }
        return incident.isAnswered()
                ? script.answered(incident.registeredAt, region.authors(), incident.responseMillis)
                : script.unanswered(incident.registeredAt, region.authors());
    }
}
