/** What is measured: programs with a JVM of their own, whose last line says what they did. */
@NullMarked
package ru.otklik.bench.run;

import org.jspecify.annotations.NullMarked;
