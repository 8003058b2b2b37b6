package ru.otklik.domain.ranking;

import org.jspecify.annotations.Nullable;

/** The versions of the methodology that are known. */
public interface Methodologies {
    /** The version in force at an instant, epoch milliseconds; before the oldest one's time, the oldest. */
    Methodology at(long instantMillis);

    /** The version with an id; null if there is none. */
    @Nullable
    Methodology find(String id);

    /** Whether one of them counts figures of official pages. */
    boolean countPages();
}
