/**
 * Working time: calendars, norms and deadlines, exact to the millisecond.
 *
 * <p>A <em>date</em> is a local date of the calendar's zone. It is decided by the most specific level (municipality,
 * region, country) that names it, a holiday beating an override on one level; only a date that no level names is decided
 * by the week, and that is the whole week of the most specific level that has one. A working date is one with working
 * time. A moved working day and a short day take the intervals of their weekday, or, if that weekday has none, those of
 * the first weekday that has some; a short day ends an hour before the last of them would.
 *
 * <p>The bounds of an interval are local times. One that a zone change skips is the moment of the change; one that
 * occurs twice is the first of the two. Hence intervals never overlap, a day open from 00:00 to 24:00 is open for as
 * many hours as it has, and an interval that begins or ends in a repeated hour keeps its length there.
 *
 * <p>A deadline after the year 9999 is the end of that year, since no record could print a later one.
 */
@NullMarked
package ru.otklik.domain.clock;

import org.jspecify.annotations.NullMarked;
