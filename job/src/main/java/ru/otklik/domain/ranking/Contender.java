package ru.otklik.domain.ranking;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.reference.MunicipalityVersion;

/** Somebody who may get a place, as far as a board has to know. */
public interface Contender {
    String id();

    /** Code, name and population valid at the end of the period. */
    MunicipalityVersion shown();

    /** Registered incidents that decide on the minimum volume of a kind of board. */
    long registered(BoardKind kind);

    /**
     * The value of an indicator.
     *
     * @param indicator one of {@link Indicator#names()}
     * @param source of the incidents; null for all
     */
    Measure measure(String indicator, @Nullable Source source);

    /**
     * Where the true value of an indicator may lie.
     *
     * @param z two-sided normal quantile, without unit; 1.96 for a confidence of 95 %
     * @return null if there is nothing to measure, or nothing is known of the spread
     */
    @Nullable
    Interval interval(String indicator, @Nullable Source source, double z);
}
