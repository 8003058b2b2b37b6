/**
 * What Otklik decides, in plain Java: no Flink, no clock, no logger, no input or output.
 *
 * <p>The words: an <em>incident</em> is one complaint; a <em>stage</em> is a span of its life that a norm limits; the
 * <em>verdict</em> is what follows from the set of its events; a <em>fact</em> is one dated consequence; the
 * <em>stamp</em> of an event is the event time its partition had reached when it was read.
 */
@NullMarked
package ru.otklik.domain;

import org.jspecify.annotations.NullMarked;
