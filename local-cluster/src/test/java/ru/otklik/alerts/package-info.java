@NullMarked
package ru.otklik.alerts;

import org.jspecify.annotations.NullMarked;
