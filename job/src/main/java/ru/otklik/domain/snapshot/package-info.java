/** What a region's centre reports of a quarter: one immutable document a revision, made of values and boards. */
@NullMarked
package ru.otklik.domain.snapshot;

import org.jspecify.annotations.NullMarked;
