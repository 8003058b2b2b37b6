@NullMarked
package ru.otklik.imports;

import org.jspecify.annotations.NullMarked;
