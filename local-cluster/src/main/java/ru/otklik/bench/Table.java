package ru.otklik.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Columns of text, the first ones to the left and figures to the right. */
final class Table {
    private final int leftColumns;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * @param leftColumns how many columns hold words
     */
    Table(int leftColumns, String... heads) {
        this.leftColumns = leftColumns;
        lines.add(List.of(heads));
    }

    void add(String... cells) {
        if (cells.length != lines.get(0).size()) {
            throw new IllegalArgumentException("a line has as many cells as the head: " + Arrays.toString(cells));
        }
        lines.add(List.of(cells));
    }

    @Override
    public String toString() {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String format = "%" + (i < leftColumns ? "-" : "") + widths[i] + "s  ";
                row.append(String.format(Locale.ROOT, format, line.get(i)));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** A median with its ends, such as {@code 2.41 (2.36–2.50)}; alone if it is the only value. */
    static String spread(Spread spread, String format) {
        String median = String.format(Locale.ROOT, format, spread.median());
        String min = String.format(Locale.ROOT, format, spread.min());
        String max = String.format(Locale.ROOT, format, spread.max());
        return min.equals(max) ? median : median + " (" + min + "–" + max + ")";
    }

    /** Bytes as MiB. */
    static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / (1 << 20));
    }
}
