package ru.otklik.traffic;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ru.otklik.console.Failure;

/**
 * A kind of traffic.
 *
 * @param name how the command line calls it
 * @param description for people
 * @param perDay incidents a day of each region, in the mean
 * @param liveBoost factor of the rate while a cluster shows live traffic, so that something moves on the screen
 */
public record TrafficProfile(String name, String description, Map<String, Double> perDay, double liveBoost) {
    /** Name of the quarter with published figures, see {@link KomiQuarter}; it is no stream and has no rate. */
    public static final String KOMI_QUARTER = "komi-2023-q2";

    private static final String AMUR = "10000000";
    private static final String IRKUTSK = "25000000";
    private static final String KIROV = "33000000";
    private static final String KOMI = "87000000";

    private static final List<TrafficProfile> ALL = List.of(
            new TrafficProfile(
                    "four-regions",
                    "synthetic; Komi, Kirov, Irkutsk and Amur at volumes that their centres published",
                    ordered(Map.of(AMUR, 60.0, IRKUTSK, 130.0, KIROV, 160.0, KOMI, 172.0)),
                    120),
            new TrafficProfile("komi", "synthetic; Komi alone at its published volume", Map.of(KOMI, 172.0), 300),
            new TrafficProfile(
                    "heavy",
                    "synthetic; the four regions with the load of the whole country, about 40,000 incidents a day",
                    ordered(Map.of(AMUR, 4_600.0, IRKUTSK, 10_000.0, KIROV, 12_300.0, KOMI, 13_200.0)),
                    5));

    /** The profile of a name, or a failure that lists the names. */
    public static TrafficProfile named(String name) {
        return ALL.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure("no profile " + name + "; there are: " + String.join(", ", names())));
    }

    /** The names of all profiles that are streams. */
    public static List<String> names() {
        return ALL.stream().map(TrafficProfile::name).toList();
    }

    /** The same profile for some of its regions only. */
    public TrafficProfile only(List<String> regions) {
        Map<String, Double> kept = new TreeMap<>();
        for (String region : regions) {
            kept.put(region, perDay.getOrDefault(region, 100.0));
        }
        return new TrafficProfile(name, description, kept, liveBoost);
    }

    private static Map<String, Double> ordered(Map<String, Double> rates) {
        return new TreeMap<>(rates);
    }
}
