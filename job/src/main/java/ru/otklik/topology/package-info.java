/** The diagram: boxes, arrows, doors. */
@NullMarked
package ru.otklik.topology;

import org.jspecify.annotations.NullMarked;
