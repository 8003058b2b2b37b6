/** Typed, checked settings; nothing else sees a key as text. */
@NullMarked
package ru.otklik.settings;

import org.jspecify.annotations.NullMarked;
