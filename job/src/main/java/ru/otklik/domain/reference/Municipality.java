package ru.otklik.domain.reference;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** A municipality through all its codes. */
public final class Municipality implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String region;
    private final ZoneId zone;
    private final List<MunicipalityVersion> versions;
    private final int number;

    /**
     * @param region ОКТМО of the region, 8 digits
     * @param versions the chain, oldest first
     * @throws IllegalArgumentException if the chain is empty, or not in order of time without overlaps
     */
    public Municipality(String region, ZoneId zone, List<MunicipalityVersion> versions) {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a municipality has at least one version");
        }
        for (int i = 1; i < versions.size(); i++) {
            LocalDate end = versions.get(i - 1).validTo();
            if (end == null || !end.isBefore(versions.get(i).validFrom())) {
                throw new IllegalArgumentException("versions overlap or are out of order: " + versions);
            }
        }
        this.region = region;
        this.zone = zone;
        this.versions = List.copyOf(versions);
        this.number = Oktmo.number(id());
    }

    /** The code of the oldest version, 8 digits: the identity. */
    public String id() {
        return versions.get(0).code();
    }

    /** The first five digits of the id, a unique key from 0 to 99,999. */
    public int number() {
        return number;
    }

    /** ОКТМО of the region, 8 digits. */
    public String region() {
        return region;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Oldest first, never empty. */
    public List<MunicipalityVersion> versions() {
        return versions;
    }

    /** The version valid on a local date; else the latest one before it, else the first. */
    public MunicipalityVersion versionOn(LocalDate date) {
        for (int i = versions.size() - 1; i > 0; i--) {
            if (!versions.get(i).validFrom().isAfter(date)) {
                return versions.get(i);
            }
        }
        return versions.get(0);
    }

    /** Whether any version is valid on any local date from {@code first} to {@code last}, both included. */
    public boolean isValidDuring(LocalDate first, LocalDate last) {
        return versions.stream().anyMatch(version -> version.isValidDuring(first, last));
    }

    @Override
    public String toString() {
        return id() + " " + versions.get(versions.size() - 1).name();
    }
}
