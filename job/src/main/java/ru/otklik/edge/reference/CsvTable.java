package ru.otklik.edge.reference;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table with a header: commas, double quotes where needed (RFC 4180), UTF-8, blank lines ignored. */
final class CsvTable {
    private final String file;
    private final Faults faults;
    private final List<Row> rows = new ArrayList<>();

    /** One line of the table. */
    record Row(Place place, Map<String, String> cells) {
        /** The trimmed text of a cell; empty if the column is absent. */
        String get(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    private CsvTable(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * The rows of a file; those that don't fit its header are faults and left out.
     *
     * @param columns names that the header must have
     * @param optional names that it may have
     */
    static List<Row> read(String file, byte[] bytes, Set<String> columns, Set<String> optional, Faults faults) {
        CsvTable table = new CsvTable(file, faults);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            faults.add(Place.whole(file), "it is not UTF-8", "save it as UTF-8");
            return table.rows;
        }
        table.fill(table.split(text.startsWith("\uFEFF") ? text.substring(1) : text), columns, optional);
        return table.rows;
    }

    private record Line(int number, List<String> cells) {
        boolean isBlank() {
            return cells.size() == 1 && cells.get(0).isBlank();
        }
    }

    private void fill(List<Line> lines, Set<String> columns, Set<String> optional) {
        if (lines.isEmpty()) {
            faults.add(Place.whole(file), "it has no header", "begin it with " + String.join(",", columns));
            return;
        }
        Line header = lines.get(0);
        if (!isKnown(header, columns, optional)) {
            return;
        }
        for (Line line : lines.subList(1, lines.size())) {
            Place place = new Place(file, line.number);
            if (line.cells.size() != header.cells.size()) {
                faults.add(
                        place,
                        "it has " + line.cells.size() + " cells under " + header.cells.size() + " columns",
                        "give each column one cell, with quotes around a comma");
                continue;
            }
            Map<String, String> cells = new HashMap<>();
            for (int i = 0; i < line.cells.size(); i++) {
                cells.put(header.cells.get(i).strip(), line.cells.get(i).strip());
            }
            rows.add(new Row(place, cells));
        }
    }

    private boolean isKnown(Line header, Set<String> columns, Set<String> optional) {
        Place place = new Place(file, header.number);
        Set<String> missing = new LinkedHashSet<>(columns);
        Set<String> seen = new LinkedHashSet<>();
        boolean isKnown = true;
        for (String cell : header.cells) {
            String name = cell.strip();
            if (!columns.contains(name) && !optional.contains(name)) {
                faults.add(place, "unknown column '" + name + "'", "remove it; known are " + columns + optional);
                isKnown = false;
            } else if (!seen.add(name)) {
                faults.add(place, "column '" + name + "' twice", "remove one of them");
                isKnown = false;
            }
            missing.remove(name);
        }
        if (!missing.isEmpty()) {
            faults.add(place, "missing column " + missing, "add it to the header and to each line");
            return false;
        }
        return isKnown;
    }

    /** Splits into lines of cells; a quoted cell may hold commas, line ends and doubled quotes. */
    private List<Line> split(String text) {
        List<Line> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        int number = 1;
        int first = 1;
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            number += c == '\n' ? 1 : 0;
            if (isQuoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    isQuoted = false;
                }
            } else if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                isQuoted = true;
            } else if (c == ',' || c == '\n') {
                cells.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    lines.add(new Line(first, cells));
                    cells = new ArrayList<>();
                    first = number;
                }
            } else {
                cell.append(c);
            }
        }
        if (isQuoted) {
            faults.add(new Place(file, first), "a quote without its end", "close the quoted cell");
        }
        cells.add(cell.toString());
        lines.add(new Line(first, cells));
        lines.removeIf(Line::isBlank);
        return lines;
    }
}
