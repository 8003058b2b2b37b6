/** Versions of what a job goes by: each in force from an instant of its own, added and never overwritten. */
@NullMarked
package ru.otklik.domain.version;

import org.jspecify.annotations.NullMarked;
