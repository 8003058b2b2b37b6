package ru.otklik.domain.ranking;

/**
 * Where a true value may lie, in the unit of the value.
 *
 * @param low least value, may be negative infinity
 * @param high greatest value, at least {@code low}, may be infinity
 */
public record Interval(double low, double high) {}
