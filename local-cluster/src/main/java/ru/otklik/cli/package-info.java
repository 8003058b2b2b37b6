/** The command line. */
@NullMarked
package ru.otklik.cli;

import org.jspecify.annotations.NullMarked;
