/** Tests of what a snapshot says. */
@NullMarked
package ru.otklik.domain.snapshot;

import org.jspecify.annotations.NullMarked;
