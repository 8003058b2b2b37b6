package ru.otklik.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/** The first sheet of a workbook, row by row. */
final class XlsxFile {
    private XlsxFile() {}

    /** Hands on every row until one is not taken. */
    static void read(Path file, Predicate<ExportRow> rows) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile());
                Stream<Row> stream = workbook.getFirstSheet().openStream()) {
            Iterator<Row> each = stream.iterator();
            boolean isWanted = true;
            while (isWanted && each.hasNext()) {
                isWanted = rows.test(new XlsxRow(each.next()));
            }
        } catch (ExcelReaderException e) {
            throw new Failure(file + ": повреждённая книга XLSX; откройте её в редакторе таблиц и сохраните заново", e);
        }
    }

    private record XlsxRow(Row row) implements ExportRow {
        private static final int HALF_A_SECOND = 500_000_000;

        @Override
        public int number() {
            return row.getRowNum();
        }

        @Override
        public int width() {
            return row.getCellCount();
        }

        @Override
        public String text(int column) {
            Cell cell = cell(column);
            if (cell == null) {
                return "";
            }
            BigDecimal number = number(column);
            String text = number == null
                    ? cell.getText()
                    : number.stripTrailingZeros().toPlainString();
            return text.strip();
        }

        @Override
        public @Nullable BigDecimal number(int column) {
            Cell cell = cell(column);
            if (cell == null) {
                return null;
            }
            return cell.getValue() instanceof BigDecimal number ? number : null;
        }

        /* A moment is stored as a fraction of days, so seconds come back as 59.999. */
        @Override
        public @Nullable LocalDateTime date(int column) {
            Cell cell = cell(column);
            BigDecimal number = number(column);
            if (cell == null || cell.getType() != CellType.NUMBER) {
                return null;
            }
            if (number == null || number.signum() <= 0 || number.precision() - number.scale() > 6) {
                return null;
            }
            LocalDateTime exact = cell.asDate();
            return exact == null ? null : exact.plusNanos(HALF_A_SECOND).truncatedTo(ChronoUnit.SECONDS);
        }

        private @Nullable Cell cell(int column) {
            Cell cell = row.getOptionalCell(column).orElse(null);
            return cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR ? null : cell;
        }
    }
}
