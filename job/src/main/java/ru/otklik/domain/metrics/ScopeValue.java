package ru.otklik.domain.metrics;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.PeriodSpan;

/**
 * The figures of a region, an authority, a district or the country, for one period and source, before anything is
 * derived from them.
 *
 * @param source null for both
 * @param population residents of all municipalities, null if unknown
 * @param topicNames name of a topic by its number
 * @param channelNames name of a channel by its number
 */
public record ScopeValue(
        Subject subject,
        PeriodSpan span,
        @Nullable Source source,
        MergedFigures figures,
        @Nullable Long population,
        IntFunction<String> topicNames,
        IntFunction<String> channelNames) {}
