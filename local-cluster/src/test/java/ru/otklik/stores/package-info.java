/** Figures of broker, database and disks. */
@NullMarked
package ru.otklik.stores;

import org.jspecify.annotations.NullMarked;
