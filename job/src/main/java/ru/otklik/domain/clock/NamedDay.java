package ru.otklik.domain.clock;

import java.io.Serializable;

/**
 * What one level of a calendar says of a date.
 *
 * @param name why, in the language of the officers
 */
public record NamedDay(DayKind kind, String name) implements Serializable {
    private static final long serialVersionUID = 1L;
}
