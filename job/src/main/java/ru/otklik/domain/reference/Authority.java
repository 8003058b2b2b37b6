package ru.otklik.domain.reference;

import java.io.Serializable;

/**
 * A body that has to answer; identified by region and id.
 *
 * @param region ОКТМО of the region, 8 digits
 */
public record Authority(String region, String id, String name, Kind kind) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What kind of body it is. */
    public enum Kind {
        /** Administration of a municipality. */
        OMSU,
        /** Executive body of a region. */
        OIV,
        /** Organisation under one of them. */
        SUBORDINATE
    }
}
