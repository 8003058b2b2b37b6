package ru.otklik.imports;

/**
 * What is missing or odd in one cell, in Russian.
 *
 * @param file name of the file
 * @param row number of the row
 * @param column header of the column
 * @param value text of the cell, cut; empty if it is missing or better not shown
 * @param what what is wrong
 * @param advice what to do
 * @param isFault whether the row can't be imported; else it is imported and the cell is left out or taken as said
 */
record Finding(String file, int row, String column, String value, String what, String advice, boolean isFault) {
    private static final int LONGEST_VALUE = 40;

    /** A text of a cell as a report may show it: a long one may be anything, so only its length is told. */
    static String shown(String text) {
        return text.length() <= LONGEST_VALUE ? text : "(" + text.length() + " знаков)";
    }

    /** Findings that differ in their rows and values only. */
    String kind() {
        return file + "\n" + column + "\n" + what;
    }

    /** The finding as one line. */
    String line() {
        String shown = value.isEmpty() ? "" : ", значение «" + value + "»";
        return (isFault ? "ошибка: " : "странно: ") + file + ", строка " + row + ", столбец «" + column + "»" + shown
                + ": " + what + ". Что сделать: " + advice;
    }
}
