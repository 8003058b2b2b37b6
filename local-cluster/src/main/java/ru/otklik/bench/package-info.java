/**
 * The benchmark: data from a seed, measured programs in alternating runs, what they cost.
 *
 * <p>A <em>row</em> is one thing that is measured, a <em>run</em> one process of a row, a <em>round</em> one run of every
 * row. The figure that counts is CPU seconds per million events, since it holds on a machine that others use, too.
 */
@NullMarked
package ru.otklik.bench;

import org.jspecify.annotations.NullMarked;
