/** Tests of the machines that fire and resolve. */
@NullMarked
package ru.otklik.domain.alert;

import org.jspecify.annotations.NullMarked;
