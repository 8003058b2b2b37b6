/** The figures of municipalities: histograms, the log of facts, the book of a region. */
@NullMarked
package ru.otklik.domain.metrics;

import org.jspecify.annotations.NullMarked;
