package ru.otklik.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import ru.otklik.console.Failure;

/** A file of an export, of the kind that its first bytes say. */
final class ExportFile {
    private static final int MAGIC = 8;

    private ExportFile() {}

    /**
     * Hands on every row until one is not taken.
     *
     * @throws Failure if the file can't be read as a table
     */
    static void read(Path file, Predicate<ExportRow> rows) {
        try {
            byte[] start = start(file);
            if (ReadableWorkbook.isOOXMLZipHeader(start)) {
                XlsxFile.read(file, rows);
            } else if (ReadableWorkbook.isOLE2Header(start)) {
                throw new Failure(file + ": старый формат XLS (или защищённая книга); сохраните файл как XLSX");
            } else {
                CsvFile.read(file, rows);
            }
        } catch (IOException e) {
            throw new Failure(file + ": файл не читается: " + Failure.because(e), e);
        }
    }

    private static byte[] start(Path file) throws IOException {
        byte[] padded = new byte[MAGIC];
        try (InputStream bytes = Files.newInputStream(file)) {
            int read = bytes.readNBytes(padded, 0, MAGIC);
            if (read == 0) {
                throw new Failure(file + ": файл пуст");
            }
        }
        return padded;
    }
}
