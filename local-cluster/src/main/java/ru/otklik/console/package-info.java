/** What every command shows: failures in plain words, progress, waiting with a deadline. */
@NullMarked
package ru.otklik.console;

import org.jspecify.annotations.NullMarked;
