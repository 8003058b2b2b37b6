@NullMarked
package ru.otklik.dashboard;

import org.jspecify.annotations.NullMarked;
