/** Spans of event time: calendar periods in a municipality's zone and rolling windows aligned to the epoch. */
@NullMarked
package ru.otklik.domain.period;

import org.jspecify.annotations.NullMarked;
