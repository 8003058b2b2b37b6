package ru.otklik.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workbook of four sheets with typed cells, ready to be filtered and printed. */
final class XlsxReport {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int DAY_DECIMALS = 9;
    private static final String HEAD_COLOUR = "DDE6F0";
    private static final String BORDER_COLOUR = "B8C2CC";
    private static final int LINE_POINTS = 15;

    private XlsxReport() {}

    /** The workbook; the same bytes for the same document. */
    static byte[] of(Snapshot snapshot) {
        SnapshotTables tables = new SnapshotTables(snapshot);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Otklik", "1.0")) {
            workbook.setGlobalDefaultFont("Calibri", 11);
            workbook.properties().setTitle("Рейтинг муниципалитетов за " + Russian.quarter(snapshot.quarter()));
            write(workbook, tables.rating(), snapshot, new Layout(4, 1));
            write(workbook, tables.figures(), snapshot, new Layout(3, 2));
            write(workbook, tables.recommendations(), snapshot, new Layout(0, 1));
            write(workbook, tables.about(), snapshot, new Layout(0, 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return XlsxParts.sealed(
                bytes.toByteArray(), snapshot.tree().path("eventTime").asText());
    }

    /**
     * How a sheet is looked at.
     *
     * @param frozenColumns columns that stay while the rest is scrolled, and on every printed page
     * @param pagesWide sheets of paper side by side
     */
    private record Layout(int frozenColumns, int pagesWide) {}

    private static void write(Workbook workbook, Sheet table, Snapshot snapshot, Layout layout) throws IOException {
        Worksheet sheet = workbook.newWorksheet(table.name());
        List<Sheet.Column> columns = table.columns();
        int last = columns.size() - 1;
        for (int column = 0; column <= last; column++) {
            sheet.width(column, columns.get(column).width());
            sheet.value(0, column, columns.get(column).title());
        }
        sheet.range(0, 0, 0, last)
                .style()
                .bold()
                .wrapText(true)
                .verticalAlignment("center")
                .horizontalAlignment("center")
                .fillColor(HEAD_COLOUR)
                .borderStyle(BorderStyle.THIN)
                .borderColor(BORDER_COLOUR)
                .set();
        List<Cell> titles =
                columns.stream().map(column -> Cell.text(column.title())).toList();
        // One line more than the letters need: the head is bold, and words are not divided.
        sheet.rowHeight(0, (lines(titles, columns) + 1) * LINE_POINTS);
        for (int row = 0; row < table.rows().size(); row++) {
            sheet.rowHeight(row + 1, lines(table.rows().get(row), columns) * LINE_POINTS);
            for (int column = 0; column <= last; column++) {
                write(
                        sheet,
                        row + 1,
                        column,
                        table.rows().get(row).get(column),
                        columns.get(column).width());
            }
        }
        sheet.freezePane(layout.frozenColumns(), 1);
        sheet.setAutoFilter(0, 0, table.rows().size(), last);
        print(sheet, snapshot, layout);
        sheet.finish();
    }

    /** Lines that the texts of a row take when they are broken at the widths of their columns. */
    private static int lines(List<Cell> row, List<Sheet.Column> columns) {
        int most = 1;
        for (int column = 0; column < row.size(); column++) {
            int width = columns.get(column).width();
            int length = row.get(column).text().length();
            most = Math.max(most, (length + width - 1) / width);
        }
        return most;
    }

    private static void print(Worksheet sheet, Snapshot snapshot, Layout layout) {
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.pageOrientation("landscape");
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) layout.pagesWide());
        sheet.fitToHeight((short) 0);
        sheet.repeatRows(0);
        if (layout.frozenColumns() > 0) {
            sheet.repeatCols(0, layout.frozenColumns() - 1);
        }
        sheet.footer(Russian.quarter(snapshot.quarter()) + ", " + Russian.status(snapshot), Position.LEFT);
        sheet.footer("&P / &N", Position.RIGHT);
    }

    private static void write(Worksheet sheet, int row, int column, Cell cell, int width) {
        BigDecimal number = cell.number();
        if (number != null) {
            sheet.value(row, column, number(cell.format(), number));
        } else if (!cell.text().isEmpty()) {
            sheet.value(row, column, cell.text());
        }
        sheet.style(row, column)
                .format(format(cell.format()))
                .wrapText(cell.text().length() > width)
                .verticalAlignment("top")
                .horizontalAlignment(number == null ? "left" : "right")
                .borderStyle(BorderStyle.THIN)
                .borderColor(BORDER_COLOUR)
                .set();
    }

    /** A duration is a number of days, as spreadsheets have it. */
    private static Number number(Cell.Format format, BigDecimal number) {
        return switch (format) {
            case DURATION -> number.divide(BigDecimal.valueOf(DAY_MILLIS), DAY_DECIMALS, RoundingMode.HALF_UP);
            case COUNT -> number.longValue();
            default -> number;
        };
    }

    private static String format(Cell.Format format) {
        return switch (format) {
            case TEXT -> "@";
            case COUNT -> "#,##0";
            case TENTHS -> "#,##0.0";
            case HUNDREDTHS -> "0.00";
            case PERCENT -> "0.0%";
            case DURATION -> "[h]:mm";
        };
    }
}
