@NullMarked
package ru.otklik.dispatch;

import org.jspecify.annotations.NullMarked;
