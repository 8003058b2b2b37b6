package ru.otklik.bench.data;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The municipalities of a profile: where they lie, how much of the load each has. */
public final class Country {
    private static final int MOST_REGIONS = 85;
    private static final int FEWEST_REGIONS = 4;
    private static final int MUNICIPALITIES_PER_REGION = 27;
    private static final int RESIDENTS = 146_000_000;
    private static final int FEWEST_RESIDENTS = 3_000;
    /** Executive bodies beside the administrations. */
    static final int BODIES_PER_REGION = 5;

    /** From west to east; most of the country lives in the first. */
    private static final List<String> ZONES = List.of(
            "Europe/Moscow",
            "Asia/Yekaterinburg",
            "Europe/Moscow",
            "Europe/Samara",
            "Europe/Moscow",
            "Asia/Krasnoyarsk",
            "Europe/Moscow",
            "Asia/Irkutsk",
            "Europe/Moscow",
            "Asia/Omsk",
            "Europe/Moscow",
            "Europe/Kaliningrad",
            "Europe/Moscow",
            "Asia/Yakutsk",
            "Europe/Moscow",
            "Asia/Vladivostok",
            "Asia/Kamchatka");

    /**
     * A region.
     *
     * @param code eight digits
     * @param offsetMinutes offset of local time, the same all year
     */
    public record Region(String code, ZoneId zone, int offsetMinutes) {}

    /**
     * A municipality.
     *
     * @param code eight digits
     * @param region index of its region
     * @param weight its part of the load, in any unit
     * @param neighbour index of the next one in its region, to which incidents are transferred
     */
    public record Municipality(String code, int region, double weight, int residents, int neighbour) {
        /** Id of its administration. */
        public String administration() {
            return "adm-" + code.substring(0, 5);
        }
    }

    private final List<Region> regions = new ArrayList<>();
    private final List<Municipality> municipalities = new ArrayList<>();

    public Country(CountryProfile profile) {
        int count = profile.municipalities();
        int regionCount =
                Math.min(count, Math.min(MOST_REGIONS, Math.max(FEWEST_REGIONS, count / MUNICIPALITIES_PER_REGION)));
        for (int region = 0; region < regionCount; region++) {
            ZoneId zone = ZoneId.of(ZONES.get(region % ZONES.size()));
            int offset = zone.getRules()
                            .getOffset(Instant.EPOCH.plusSeconds(1_704_067_200))
                            .getTotalSeconds()
                    / 60;
            regions.add(new Region(String.format(Locale.ROOT, "%02d000000", region + 1), zone, offset));
        }
        double[] weights = weights(profile, regionCount);
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < count; i++) {
            int region = i % regionCount;
            String code = String.format(Locale.ROOT, "%02d%03d000", region + 1, 100 + i / regionCount);
            int residents = (int) Math.max(FEWEST_RESIDENTS, RESIDENTS * weights[i] / sum);
            int next = i + regionCount < count ? i + regionCount : region;
            municipalities.add(new Municipality(code, region, weights[i], residents, next));
        }
    }

    /** Zipf-like among regions and among the municipalities of a region: the first of each is its capital. */
    private static double[] weights(CountryProfile profile, int regionCount) {
        double[] weights = new double[profile.municipalities()];
        double others = 0;
        for (int i = 0; i < weights.length; i++) {
            int region = i % regionCount;
            int place = i / regionCount;
            weights[i] = StrictMath.pow(region + 2.0, -0.6) * StrictMath.pow(place + 1.0, -0.8);
            others += i == 0 ? 0 : weights[i];
        }
        if (profile.hottestShare() > 0 && others > 0) {
            weights[0] = others * profile.hottestShare() / (1 - profile.hottestShare());
        }
        return weights;
    }

    public List<Region> regions() {
        return List.copyOf(regions);
    }

    public List<Municipality> municipalities() {
        return List.copyOf(municipalities);
    }

    /** Id of an executive body of a region. */
    static String body(String region, int number) {
        return "oiv-" + region.substring(0, 2) + "-" + number;
    }
}
