/** The whole system as real processes, compared with a replay of the same events. */
@NullMarked
package ru.otklik.e2e;

import org.jspecify.annotations.NullMarked;
