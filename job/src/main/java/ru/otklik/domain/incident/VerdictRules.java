package ru.otklik.domain.incident;

import java.io.Serializable;
import ru.otklik.domain.reference.ReferenceData;

/**
 * What a verdict depends on besides the events.
 *
 * @param reference municipalities, calendars, norms
 * @param retainAnsweredMillis silence after which an incident with nothing running has expired, milliseconds; 90 days
 * @param retainUnansweredMillis the same while a stage runs, and for orphans; 400 days
 */
public record VerdictRules(ReferenceData reference, long retainAnsweredMillis, long retainUnansweredMillis)
        implements Serializable {}
