/** Everything that touches the outside: topics, tables, files, formats. */
@NullMarked
package ru.otklik.edge;

import org.jspecify.annotations.NullMarked;
