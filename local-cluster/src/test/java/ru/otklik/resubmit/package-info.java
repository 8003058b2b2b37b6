/** Tests of dead letters that are offered again, on a real broker. */
@NullMarked
package ru.otklik.resubmit;

import org.jspecify.annotations.NullMarked;
