/** Files for containers. */
@NullMarked
package ru.otklik.deploy;

import org.jspecify.annotations.NullMarked;
