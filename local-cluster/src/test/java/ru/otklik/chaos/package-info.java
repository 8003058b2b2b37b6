/** Fault injection against itself: schedules that repeat, controls that still bite, and one short run. */
@NullMarked
package ru.otklik.chaos;

import org.jspecify.annotations.NullMarked;
