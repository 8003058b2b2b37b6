package ru.otklik.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.imports.Layout.Column;

/**
 * Where the columns of a layout stand in one file.
 *
 * @param columns role to index, from 0 on; absent columns are left out
 * @param names role to header as written in the file
 * @param missing first names of required columns that the file has not
 * @param unknown headers that the layout knows nothing of; their cells are not looked at
 */
record Header(
        Layout layout,
        Map<String, Integer> columns,
        Map<String, String> names,
        List<String> missing,
        List<String> unknown) {
    static Header of(Layout layout, ExportRow row) {
        Map<String, Integer> places = new HashMap<>();
        Map<String, String> written = new HashMap<>();
        for (int i = 0; i < row.width(); i++) {
            String text = row.text(i);
            String normal = Layout.normal(text);
            if (!normal.isEmpty() && places.putIfAbsent(normal, i) == null) {
                written.put(normal, text);
            }
        }
        Map<String, Integer> columns = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        List<String> missing = new ArrayList<>();
        layout.columns().forEach((role, column) -> {
            String found = found(column, places);
            if (found != null) {
                columns.put(role, places.getOrDefault(found, 0));
                names.put(role, written.getOrDefault(found, found));
            } else if (column.isRequired()) {
                missing.add(column.names().get(0));
            }
        });
        List<String> unknown = new ArrayList<>();
        places.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(place -> {
            boolean isNamed =
                    columns.containsValue(place.getValue()) || layout.personal().contains(place.getKey());
            if (!isNamed) {
                unknown.add(written.getOrDefault(place.getKey(), place.getKey()));
            }
        });
        return new Header(layout, columns, names, missing, unknown);
    }

    private static @Nullable String found(Column column, Map<String, Integer> places) {
        return column.names().stream()
                .map(Layout::normal)
                .filter(places::containsKey)
                .findFirst()
                .orElse(null);
    }

    boolean isWhole() {
        return missing.isEmpty();
    }

    /** The header of a role as the file has it, or as the layout first names it. */
    String name(String role) {
        Column column = layout.columns().get(role);
        return names.getOrDefault(role, column == null ? role : column.names().get(0));
    }
}
