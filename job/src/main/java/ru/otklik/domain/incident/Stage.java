package ru.otklik.domain.incident;

/** A span of an incident's life that a norm limits. */
public enum Stage {
    /** From registration to the first published answer, intermediate or final. */
    RESPONSE,
    /** From registration to the final answer. */
    RESOLUTION,
    /** From a return or a reopening to the next final answer. */
    REWORK
}
