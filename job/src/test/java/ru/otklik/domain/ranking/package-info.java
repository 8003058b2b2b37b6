@NullMarked
package ru.otklik.domain.ranking;

import org.jspecify.annotations.NullMarked;
