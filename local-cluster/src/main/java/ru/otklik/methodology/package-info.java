/** What another methodology would have made of published figures. */
@NullMarked
package ru.otklik.methodology;

import org.jspecify.annotations.NullMarked;
