/** A plain batch calculation of everything the job computes, written from the contract alone; tests compare the two. */
@NullMarked
package ru.otklik.oracle;

import org.jspecify.annotations.NullMarked;
