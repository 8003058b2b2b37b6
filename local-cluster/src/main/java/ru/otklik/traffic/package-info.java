/** Incidents for the cluster: generated ones, and files sent as they are. */
@NullMarked
package ru.otklik.traffic;

import org.jspecify.annotations.NullMarked;
