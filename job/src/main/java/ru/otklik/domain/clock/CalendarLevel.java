package ru.otklik.domain.clock;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one level, a country, a region or a municipality, says about its dates.
 *
 * @param week null if the level leaves the week to the next, less specific one
 * @param days the dates it names
 */
public record CalendarLevel(@Nullable WorkingWeek week, Map<LocalDate, NamedDay> days) implements Serializable {
    private static final long serialVersionUID = 1L;

    public CalendarLevel {
        days = Map.copyOf(days);
    }
}
