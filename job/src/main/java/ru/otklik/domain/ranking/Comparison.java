package ru.otklik.domain.ranking;

/** On which side of its threshold a rule applies; never at the threshold itself. */
public enum Comparison {
    BELOW,
    ABOVE
}
