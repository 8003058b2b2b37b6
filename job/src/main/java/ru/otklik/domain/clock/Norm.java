package ru.otklik.domain.clock;

import java.io.Serializable;

/**
 * The time allowed for a stage.
 *
 * @param amount number of units, from 1 to {@link #MAX_AMOUNT}
 * @param unit what is counted
 * @param onTransfer what a transfer to another municipality does to the stage
 * @param onNonWorkingDay where a deadline in calendar days goes from a non-working date; other units ignore it
 */
public record Norm(int amount, NormUnit unit, OnTransfer onTransfer, OnNonWorkingDay onNonWorkingDay)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The greatest amount of any unit. */
    public static final int MAX_AMOUNT = 1_000_000;

    /** @throws IllegalArgumentException if the amount is outside 1 to {@link #MAX_AMOUNT} */
    public Norm {
        if (amount < 1 || amount > MAX_AMOUNT) {
            throw new IllegalArgumentException("a norm is from 1 to " + MAX_AMOUNT + " units, not " + amount);
        }
    }

    /** A norm whose deadline stays on a non-working date. */
    public Norm(int amount, NormUnit unit, OnTransfer onTransfer) {
        this(amount, unit, onTransfer, OnNonWorkingDay.NONE);
    }
}
