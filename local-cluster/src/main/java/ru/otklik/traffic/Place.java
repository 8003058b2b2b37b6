package ru.otklik.traffic;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A municipality through all its reforms.
 *
 * @param id code of the oldest version
 * @param region code of the region
 * @param name newest name
 * @param population residents
 * @param zone its time zone
 * @param versions its codes, oldest first
 */
public record Place(String id, String region, String name, int population, ZoneId zone, List<Version> versions) {
    private static final int DAYS_OF_HABIT = 300;

    /**
     * One code and when it is valid.
     *
     * @param code eight digits
     * @param until last valid day; null if it is valid still
     */
    public record Version(
            String code, LocalDate from, @Nullable LocalDate until) {}

    /** The code valid on a date. */
    public String codeOn(LocalDate date) {
        String code = versions.get(0).code();
        for (Version version : versions) {
            if (!version.from().isAfter(date)) {
                code = version.code();
            }
        }
        return code;
    }

    /** The code that a reform has replaced not long before a date; senders go on using it for months. */
    public Optional<String> findOutdatedCodeOn(LocalDate date) {
        return versions.stream()
                .filter(version -> version.until() != null
                        && version.until().isBefore(date)
                        && version.until().plusDays(DAYS_OF_HABIT).isAfter(date))
                .map(Version::code)
                .reduce((earlier, later) -> later);
    }
}
