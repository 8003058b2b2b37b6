package ru.otklik.domain.ranking;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The colours of scores; below yellow is red.
 *
 * @param green lowest green score, from {@code yellow} to 100
 * @param yellow lowest yellow score, from 0
 */
public record Zones(BigDecimal green, BigDecimal yellow) implements Serializable {
    private static final long serialVersionUID = 1L;
}
