package ru.otklik.imports;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** One row of an export; a cell is looked at only when it is asked for. */
interface ExportRow {
    /** Number of the row as a spreadsheet shows it, from 1 on. */
    int number();

    /** Number of cells. */
    int width();

    /** The text of a cell, without spaces around it; empty if there is none. Numbers are written out in full. */
    String text(int column);

    /** The number of a cell that holds one as such, else null: a day or the share of a day, where a time is meant. */
    @Nullable
    BigDecimal number(int column);

    /** The moment of a cell that holds a number, to the second; null if it holds none, or one that is no moment. */
    @Nullable
    LocalDateTime date(int column);
}
