/**
 * Official pages (госпаблики): what each reports a day, and what that comes to in a period. A page is known by its
 * municipality and its id; its reports are a set, and of one local day the latest counts.
 */
@NullMarked
package ru.otklik.domain.pages;

import org.jspecify.annotations.NullMarked;
