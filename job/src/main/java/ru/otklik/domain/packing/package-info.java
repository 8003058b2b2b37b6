/** Bytes that hold state: variable-length integers and short strings, without objects. */
@NullMarked
package ru.otklik.domain.packing;

import org.jspecify.annotations.NullMarked;
