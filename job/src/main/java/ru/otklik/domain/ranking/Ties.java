package ru.otklik.domain.ranking;

/** The place after a shared one. */
public enum Ties {
    /** The next number: 1, 1, 2. */
    DENSE,
    /** The number of those ahead, plus one: 1, 1, 3. */
    COMPETITION
}
