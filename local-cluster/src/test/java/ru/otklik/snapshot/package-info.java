/** Tests of the files of snapshots. */
@NullMarked
package ru.otklik.snapshot;

import org.jspecify.annotations.NullMarked;
