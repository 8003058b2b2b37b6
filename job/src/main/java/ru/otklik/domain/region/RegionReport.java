package ru.otklik.domain.region;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a region on their way to those of its district or of the country.
 *
 * @param scope key of whose figures they become part, see {@link ScopeBook#key}
 * @param region code of the region
 * @param window place of the rolling window in the list of windows; -1 for a calendar period
 * @param kind ordinal of the kind of calendar period; 0 for a rolling window
 * @param index of the calendar period; 0 for a rolling window
 * @param eventTime the instant they are for, epoch milliseconds
 * @param current whether a value for that instant is worth publishing before it is final
 * @param figures packed
 * @param past packed figures of one length earlier; null unless the window is ranked and had begun then
 */
public record RegionReport(
        String scope,
        String region,
        int window,
        int kind,
        int index,
        long eventTime,
        boolean current,
        byte[] figures,
        byte @Nullable [] past) {}
