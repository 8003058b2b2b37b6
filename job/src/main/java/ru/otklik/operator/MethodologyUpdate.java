package ru.otklik.operator;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.ranking.Methodology;

/**
 * A record that brings a version of the methodology: the version, or what is wrong with it.
 *
 * @param key of the record; empty if it has none
 * @param methodology null if it can't be read
 * @param fault null if it can
 */
public record MethodologyUpdate(
        Origin origin,
        String key,
        @Nullable Methodology methodology,
        @Nullable Fault fault) {

    /**
     * Why an update changes nothing.
     *
     * @param explanation the same for people, at most 1,000 characters
     */
    public record Fault(ConfigRejectionReason reason, String explanation) {}
}
