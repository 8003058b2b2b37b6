package ru.otklik.snapshot;

import java.util.List;

/**
 * A table with a head.
 *
 * @param name at most 31 characters
 * @param columns from left to right
 * @param rows as wide as the columns
 */
record Sheet(String name, List<Column> columns, List<List<Cell>> rows) {
    /**
     * A column.
     *
     * @param width in characters
     */
    record Column(String title, int width) {}
}
