package ru.otklik.domain.ranking;

/** Whether a score can be told from the mean of the others on its board, with a confidence of 95 %. */
public enum Band {
    CLEARLY_ABOVE,
    NOT_DISTINGUISHABLE,
    CLEARLY_BELOW
}
