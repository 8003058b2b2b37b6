/** Flink operators: they keep state and deliver; the domain decides. */
@NullMarked
package ru.otklik.operator;

import org.jspecify.annotations.NullMarked;
