/**
 * What an operator has to see of broker, database and disks, in Prometheus' words: transactions that hold readers back,
 * rows that disagree, sessions, space. The job itself can tell none of it.
 *
 * <p>A <i>figure</i> is one number with its name; a <i>store</i> is where figures are read.
 */
@NullMarked
package ru.otklik.stores;

import org.jspecify.annotations.NullMarked;
