package ru.otklik.domain.reference;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Norms;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.ranking.Methodology;

/** The reference data of one version, complete and checked. Immutable. */
public final class ReferenceData implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String version;
    private final NavigableMap<String, Region> regions = new TreeMap<>();
    private final Map<String, Map<String, Authority>> authorities = new HashMap<>();
    private final Map<String, List<Municipality>> municipalitiesByRegion = new HashMap<>();
    /** First five digits of every code of every chain, ascending, beside the municipality and the calendar of each. */
    private final int[] codes;

    private final Municipality[] municipalities;

    private final WorkingCalendar[] calendars;
    private final Norms norms;
    private final NavigableMap<Long, Methodology> methodologies = new TreeMap<>();
    private final List<String> warnings;

    /** By the first five digits of a code: 1 + its index, 0 for an unknown code. Derived, and too long to be sent about. */
    private transient char[] places;

    /** @throws IllegalArgumentException if a municipality has no calendar, or there is no methodology */
    public ReferenceData(Parts parts) {
        version = parts.version;
        parts.regions.forEach(region -> regions.put(region.code(), region));
        parts.authorities.forEach(authority -> authorities
                .computeIfAbsent(authority.region(), region -> new HashMap<>())
                .put(authority.id(), authority));
        NavigableMap<Integer, Municipality> byCode = new TreeMap<>();
        List<Municipality> ordered = new ArrayList<>(parts.municipalities);
        ordered.sort(Comparator.comparing(Municipality::id));
        for (Municipality municipality : ordered) {
            municipalitiesByRegion
                    .computeIfAbsent(municipality.region(), region -> new ArrayList<>())
                    .add(municipality);
            municipality.versions().forEach(each -> byCode.put(Oktmo.number(each.code()), municipality));
        }
        codes = byCode.keySet().stream().mapToInt(Integer::intValue).toArray();
        places = places(codes);
        municipalities = byCode.values().toArray(new Municipality[0]);
        calendars = byCode.values().stream()
                .map(municipality -> calendar(parts, municipality))
                .toArray(WorkingCalendar[]::new);
        norms = parts.norms;
        parts.methodologies.forEach(each -> methodologies.put(each.effectiveFromMillis(), each));
        if (methodologies.isEmpty()) {
            throw new IllegalArgumentException("no methodology");
        }
        warnings = List.copyOf(parts.warnings);
    }

    private static WorkingCalendar calendar(Parts parts, Municipality municipality) {
        WorkingCalendar calendar = parts.calendars.get(municipality.number());
        if (calendar == null) {
            throw new IllegalArgumentException("no calendar for " + municipality);
        }
        return calendar;
    }

    /** "r-" and the first 12 hexadecimal digits of SHA-256 over the names and bytes of all files. */
    public String version() {
        return version;
    }

    /**
     * The municipality that a code names.
     *
     * @param oktmo 8 or 11 digits; the first five decide
     * @return null if the code is unknown or malformed
     */
    public @Nullable Municipality findMunicipality(String oktmo) {
        int place = placeOf(Oktmo.number(oktmo));
        return place == 0 ? null : municipalities[place - 1];
    }

    private static char[] places(int[] codes) {
        char[] places = new char[100_000];
        for (int i = 0; i < codes.length; i++) {
            places[codes[i]] = (char) (i + 1);
        }
        return places;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        places = places(codes);
    }

    private int placeOf(int number) {
        return number < 0 || number >= places.length ? 0 : places[number];
    }

    /** The municipality with that {@link Municipality#number()}; null if there is none. */
    public @Nullable Municipality municipalityByNumber(int number) {
        int place = placeOf(number);
        return place == 0 || municipalities[place - 1].number() != number ? null : municipalities[place - 1];
    }

    /** The municipalities of a region, past ones included, in order of their ids; empty for an unknown region. */
    public List<Municipality> municipalitiesOf(String region) {
        return List.copyOf(municipalitiesByRegion.getOrDefault(region, List.of()));
    }

    /** All regions, in order of their codes. */
    public List<Region> regions() {
        return List.copyOf(regions.values());
    }

    public @Nullable Region findRegion(String code) {
        return regions.get(code);
    }

    public @Nullable Authority findAuthority(String region, String id) {
        return authorities.getOrDefault(region, Map.of()).get(id);
    }

    /** All authorities of a region, in order of their ids. */
    public List<Authority> authoritiesOf(String region) {
        return authorities.getOrDefault(region, Map.of()).values().stream()
                .sorted(Comparator.comparing(Authority::id))
                .toList();
    }

    /**
     * The working time of a municipality.
     *
     * @throws IllegalArgumentException if the municipality is not of this reference data
     */
    public WorkingCalendar calendarOf(Municipality municipality) {
        int place = placeOf(municipality.number());
        if (place == 0) {
            throw new IllegalArgumentException("not of reference data " + version + ": " + municipality);
        }
        return calendars[place - 1];
    }

    public Norms norms() {
        return norms;
    }

    /** The methodology in force at an instant, epoch milliseconds; before the oldest one's time, the oldest. */
    public Methodology methodologyAt(long instantMillis) {
        Map.Entry<Long, Methodology> newest = methodologies.floorEntry(instantMillis);
        return newest == null ? methodologies.firstEntry().getValue() : newest.getValue();
    }

    /** All methodologies, oldest first. */
    public List<Methodology> methodologies() {
        return List.copyOf(methodologies.values());
    }

    /** What whoever loads the data should be told, a sentence each; not faults. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * What reference data are made of.
     *
     * @param calendars by {@link Municipality#number()}, equal ones shared
     * @param methodologies no two effective from the same instant
     */
    public record Parts(
            String version,
            List<Region> regions,
            List<Authority> authorities,
            List<Municipality> municipalities,
            Map<Integer, WorkingCalendar> calendars,
            Norms norms,
            List<Methodology> methodologies,
            List<String> warnings) {}
}
