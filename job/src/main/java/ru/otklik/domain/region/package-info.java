/** The book of a region: what its municipalities did, period by period, and how they rank. */
@NullMarked
package ru.otklik.domain.region;

import org.jspecify.annotations.NullMarked;
