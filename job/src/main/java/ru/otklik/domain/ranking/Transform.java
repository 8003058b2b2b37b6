package ru.otklik.domain.ranking;

/** What is done to the value of an indicator before it is scored. */
public enum Transform {
    /** Nothing. */
    NONE,
    /** A share is drawn to the mean of the board, the more the fewer its cases: {@link Prior}. Shares only. */
    SHRUNKEN
}
