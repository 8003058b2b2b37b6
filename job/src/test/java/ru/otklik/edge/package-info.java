/** Tests of the edge, and a way for other tests to run the job without Flink. */
@NullMarked
package ru.otklik.edge;

import org.jspecify.annotations.NullMarked;
