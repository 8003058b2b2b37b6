/**
 * Fault injection: the real processes, a seeded stream of events, a seeded schedule of faults, and a check of everything
 * that came out against what must come out.
 *
 * <p>{@link ru.otklik.chaos.Fault} is what is broken and what may be expected then, {@link ru.otklik.chaos.Moment} is when,
 * {@link ru.otklik.chaos.Schedule} draws both from the seed; {@link ru.otklik.chaos.Inspection} compares in the end.
 */
@NullMarked
package ru.otklik.chaos;

import org.jspecify.annotations.NullMarked;
