package ru.otklik.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The files that are made of one document. */
public final class SnapshotFormats {
    /** The document itself; written last, so that where it lies the others lie, too. */
    static final String JSON = "json";

    static final String CSV = "csv";
    static final String XLSX = "xlsx";
    static final String HTML = "html";

    private SnapshotFormats() {}

    /** Name of a revision's file. */
    static String name(int revision, String format) {
        return "r" + revision + "." + format;
    }

    /** Every file by its ending, JSON last; the same bytes for the same document. */
    public static Map<String, byte[]> of(Snapshot snapshot) {
        Map<String, byte[]> files = new TreeMap<>(
                Comparator.comparing((String format) -> format.equals(JSON)).thenComparing(Comparator.naturalOrder()));
        files.put(CSV, CsvReport.of(snapshot));
        files.put(XLSX, XlsxReport.of(snapshot));
        files.put(HTML, HtmlReport.of(snapshot));
        files.put(JSON, snapshot.text().getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
