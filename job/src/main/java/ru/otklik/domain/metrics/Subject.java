package ru.otklik.domain.metrics;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Authority;

/**
 * Whose figures were added up.
 *
 * @param id code of the region, name of the district, {@code RU}, or id of the authority
 * @param name shown; null for an authority that the reference data lacks
 * @param region code of the authority's region; null for all others
 * @param body what kind of authority it is; null for all others and for one that the reference data lacks
 */
public record Subject(
        Type type,
        String id,
        @Nullable String name,
        @Nullable String region,
        Authority.@Nullable Kind body) {

    /** What it is; the name is shown. */
    public enum Type {
        REGION,
        DISTRICT,
        COUNTRY,
        AUTHORITY
    }

    /** The only country. */
    public static final Subject COUNTRY = new Subject(Type.COUNTRY, "RU", "Россия", null, null);

    public static Subject region(String code, String name) {
        return new Subject(Type.REGION, code, name, null, null);
    }

    public static Subject district(String name) {
        return new Subject(Type.DISTRICT, name, name, null, null);
    }

    /**
     * An authority of a region.
     *
     * @param known null if the reference data lacks it
     */
    public static Subject authority(String region, String id, @Nullable Authority known) {
        return known == null
                ? new Subject(Type.AUTHORITY, id, null, region, null)
                : new Subject(Type.AUTHORITY, id, known.name(), region, known.kind());
    }
}
