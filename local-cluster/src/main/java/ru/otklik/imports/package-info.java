/**
 * Exports of other systems turned into events of the contract.
 *
 * <p>A <i>layout</i> says what the columns of a kind of export mean; a <i>role</i> is the layout's own name of a column; a
 * <i>finding</i> is what is missing or odd in a row. What a layout calls personal, or does not name, is never looked at.
 */
@NullMarked
package ru.otklik.imports;

import org.jspecify.annotations.NullMarked;
