/** How figures become scores, places and advice. */
@NullMarked
package ru.otklik.domain.ranking;

import org.jspecify.annotations.NullMarked;
