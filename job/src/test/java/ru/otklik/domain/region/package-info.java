/** Tests of the book of a region. */
@NullMarked
package ru.otklik.domain.region;

import org.jspecify.annotations.NullMarked;
