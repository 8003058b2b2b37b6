/** The real processes on one machine: broker, database, Flink; started and stopped in order. */
@NullMarked
package ru.otklik.cluster;

import org.jspecify.annotations.NullMarked;
