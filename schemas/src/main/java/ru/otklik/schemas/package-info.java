/** The contracts in code: names of topics and tables, and the one way a record is written as bytes. */
@NullMarked
package ru.otklik.schemas;

import org.jspecify.annotations.NullMarked;
