/**
 * A synthetic country: its reference data and the events of its incidents, a function of a seed and nothing else.
 *
 * <p>A <em>step</em> is one event of an incident; its <em>arrival</em> is when the source sends it, some seconds after it
 * occurred. A <em>profile</em> says how big the country is and how it behaves.
 */
@NullMarked
package ru.otklik.bench.data;

import org.jspecify.annotations.NullMarked;
