package ru.otklik.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/**
 * A text table, row by row: separated by semicolons, commas or tabs, whichever its first lines have most of, in UTF-8 or,
 * if it is not that, in windows-1251.
 */
final class CsvFile {
    private static final Charset CYRILLIC = Charset.forName("windows-1251");
    private static final String SEPARATORS = ";,\t";
    private static final int LOOKED_AT = 8_192;
    /** The longest row; a quote that never ends must not fill the memory. */
    private static final int LONGEST_ROW = 1 << 20;

    private CsvFile() {}

    /** Hands on every row until one is not taken. */
    static void read(Path file, Predicate<ExportRow> rows) throws IOException {
        Charset charset = charset(file);
        char separator = separator(file, charset);
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .detectBomHeader(false)
                .maxBufferSize(LONGEST_ROW)
                .ofCsvRecord(opened(file, charset))) {
            for (CsvRecord record : records) {
                if (!rows.test(new CsvRow(record))) {
                    return;
                }
            }
        } catch (CsvParseException e) {
            // The parser's own words may hold a piece of the row, so they are not passed on.
            throw new Failure(file + ": не таблица CSV (кавычка без пары?); сохраните файл как XLSX или CSV заново");
        }
    }

    private static Reader opened(Path file, Charset charset) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset), LOOKED_AT);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    private static Charset charset(Path file) throws IOException {
        char[] buffer = new char[LOOKED_AT];
        try (Reader strict = new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            int read = 0;
            while (read >= 0) {
                read = strict.read(buffer);
            }
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return CYRILLIC;
        }
    }

    private static char separator(Path file, Charset charset) throws IOException {
        char[] start = new char[LOOKED_AT];
        int length;
        try (Reader reader = opened(file, charset)) {
            length = reader.read(start);
        }
        int[] seen = new int[SEPARATORS.length()];
        boolean isQuoted = false;
        for (int i = 0; i < length; i++) {
            isQuoted ^= start[i] == '"';
            int separator = SEPARATORS.indexOf(start[i]);
            if (separator >= 0 && !isQuoted) {
                seen[separator]++;
            }
        }
        int best = 0;
        for (int i = 1; i < seen.length; i++) {
            best = seen[i] > seen[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }

    private record CsvRow(CsvRecord cells) implements ExportRow {
        @Override
        public int number() {
            return Math.toIntExact(cells.getStartingLineNumber());
        }

        @Override
        public int width() {
            return cells.getFieldCount();
        }

        @Override
        public String text(int column) {
            String text =
                    column < cells.getFieldCount() ? cells.getField(column).strip() : "";
            // Our own reports put an apostrophe before what a spreadsheet would take for a formula.
            return text.startsWith("'") ? text.substring(1) : text;
        }

        @Override
        public @Nullable BigDecimal number(int column) {
            return null;
        }

        @Override
        public @Nullable LocalDateTime date(int column) {
            return null;
        }
    }
}
