package ru.otklik.snapshot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A table as Excel in Russia opens it by a double click: UTF-8 with a byte order mark, semicolons, decimal commas; quoted
 * by RFC 4180.
 *
 * <p>A text that a spreadsheet would take for a formula (it begins with {@code = + - @}, a tab or a carriage return) is
 * preceded by an apostrophe: names come from reference data, which may hold anything.
 */
final class CsvReport {
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final int MINUTES_OF_HOUR = 60;

    private CsvReport() {}

    static byte[] of(Snapshot snapshot) {
        Sheet sheet = new SnapshotTables(snapshot).whole();
        StringBuilder csv = new StringBuilder("\ufeff");
        line(sheet.columns().stream().map(column -> Cell.text(column.title())).toList(), csv);
        sheet.rows().forEach(row -> line(row, csv));
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(List<Cell> cells, StringBuilder csv) {
        for (int i = 0; i < cells.size(); i++) {
            csv.append(i == 0 ? "" : ";").append(quoted(plain(cells.get(i))));
        }
        csv.append("\r\n");
    }

    private static String plain(Cell cell) {
        BigDecimal number = cell.number();
        if (number == null) {
            String text = cell.text();
            return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        }
        return switch (cell.format()) {
            case TEXT, COUNT -> number.setScale(0, RoundingMode.HALF_UP).toPlainString();
            case TENTHS -> decimal(number, 1);
            case HUNDREDTHS -> decimal(number, 2);
            case PERCENT -> decimal(number.movePointRight(2), 2) + "%";
            case DURATION -> {
                long minutes = Russian.minutes(number.longValue());
                yield String.format(Locale.ROOT, "%d:%02d", minutes / MINUTES_OF_HOUR, minutes % MINUTES_OF_HOUR);
            }
        };
    }

    private static String decimal(BigDecimal number, int decimals) {
        return number.setScale(decimals, RoundingMode.HALF_UP).toPlainString().replace('.', ',');
    }

    private static String quoted(String text) {
        boolean special = text.chars().anyMatch(unit -> unit == ';' || unit == '"' || unit == '\n' || unit == '\r');
        return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
